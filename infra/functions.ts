import { type CfnResource, Duration, RemovalPolicy, Size, Stack, Validations } from "aws-cdk-lib";
import { Policy, PolicyStatement, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { Architecture, Code, Function as LambdaFunction, LoggingFormat, Runtime } from "aws-cdk-lib/aws-lambda";
import { LogGroup } from "aws-cdk-lib/aws-logs";
import type { IBucket } from "aws-cdk-lib/aws-s3";
import type { Construct } from "constructs";
import { functionFolder, type FunctionName } from "./build-functions.ts";
import { fileGrants, storeStatements } from "./grants.ts";
import type { Secrets } from "./secrets.ts";
import type { StageSettings } from "./settings.ts";
import { tablePrefix, type Tables } from "./tables.ts";

export interface FunctionParts {
  settings: StageSettings;
  tables: Tables;
  files: IBucket;
  assets: IBucket;
  secrets: Secrets;
  publicOrigin: string;
  filesOrigin: string | undefined;
}

/** HTTP APIs give up after thirty seconds; a job may take as long as a function may. */
const timeouts: Record<FunctionName, Duration> = { public: Duration.seconds(29), staff: Duration.seconds(29), jobs: Duration.minutes(15) };

/** Environment of a function, read by `functions/wire.ts`. It holds names, never a secret. */
function environment(name: FunctionName, parts: FunctionParts): Record<string, string> {
  const { settings, files, assets, secrets, publicOrigin, filesOrigin } = parts;
  const { oidc } = settings;
  const own =
    name === "public"
      ? {}
      : {
          CONNECTIONS_ID: secrets.connections.secretArn,
          ...(settings.mailFrom && { SMTP_FROM: settings.mailFrom }),
          ...(settings.reminderOrigins?.length && { REMINDER_HOSTS: settings.reminderOrigins.join(",") }),
          ...(oidc && { OIDC_ISSUER: oidc.issuer, OIDC_CLIENT_ID: oidc.clientId }),
          ...(oidc?.name && { OIDC_NAME: oidc.name }),
          ...(oidc?.loginClaim && { OIDC_LOGIN_CLAIM: oidc.loginClaim }),
        };
  return {
    STORE: "dynamodb",
    TABLE_PREFIX: tablePrefix(settings),
    BLOBS: "s3",
    S3_BUCKET: files.bucketName,
    ASSETS_BUCKET: assets.bucketName,
    PUBLIC_ORIGIN: publicOrigin,
    PORTAL_ORIGINS: settings.portalOrigins.join(","),
    SECRET_ID: secrets.signing.secretArn,
    ...(secrets.edge && name !== "jobs" && { EDGE_KEY_ID: secrets.edge.secretArn }),
    ...(filesOrigin && { FILES_ORIGIN: filesOrigin }),
    ...own,
  };
}

/** One of the three functions, with a role of its own that may do what the lists of `grants.ts` say. */
export class ColumnFunction extends LambdaFunction {
  constructor(scope: Construct, name: FunctionName, parts: FunctionParts) {
    const { settings, tables, files, assets, secrets } = parts;
    const { memory, disk } = settings.functions[name];
    const logGroup = new LogGroup(scope, `${name}-log`, { retention: settings.logDays, removalPolicy: RemovalPolicy.RETAIN });
    const role = new Role(scope, `${name}-role`, { assumedBy: new ServicePrincipal("lambda.amazonaws.com") });
    super(scope, name, {
      description: `gxjt ${settings.stage}: ${name}`,
      runtime: Runtime.NODEJS_24_X,
      architecture: settings.architecture === "arm64" ? Architecture.ARM_64 : Architecture.X86_64,
      code: Code.fromAsset(functionFolder(name)),
      handler: "index.handler",
      memorySize: memory,
      ...(disk && { ephemeralStorageSize: Size.mebibytes(disk) }),
      timeout: timeouts[name],
      environment: environment(name, parts),
      role,
      logGroup,
      loggingFormat: LoggingFormat.TEXT,
    });
    const rights = new Policy(scope, `${name}-rights`, {
      roles: [role],
      statements: [
        new PolicyStatement({ actions: ["logs:CreateLogStream", "logs:PutLogEvents"], resources: [logGroup.logGroupArn] }),
        ...storeStatements(name, tables, files),
        ...(name === "jobs"
          ? []
          : [
              new PolicyStatement({
                actions: ["s3:GetObject"],
                resources: [assets.arnForObjects(name === "public" ? "embed/*" : "staff/*")],
              }),
            ]),
        new PolicyStatement({
          actions: ["secretsmanager:GetSecretValue"],
          resources: [
            secrets.signing.secretArn,
            ...(secrets.edge && name !== "jobs" ? [secrets.edge.secretArn] : []),
            ...(name === "public" ? [] : [secrets.connections.secretArn]),
          ],
        }),
      ],
    });
    this.node.addDependency(rights);
    explain(
      rights,
      files,
      fileGrants[name].flatMap(({ folders }) => folders),
      "Objects have generated keys; the right ends at the folder.",
    );
    if (name !== "jobs")
      explain(rights, assets, [name === "public" ? "embed" : "staff"], "The built files of one folder, which everybody may read.");
  }
}

/** The only wildcards: the objects of one folder of a bucket. */
function explain(rights: Policy, bucket: IBucket, folders: string[], reason: string): void {
  const id = Stack.of(rights).getLogicalId(bucket.node.defaultChild as CfnResource);
  for (const folder of new Set(folders))
    Validations.of(rights).acknowledge({ id: `AwsSolutions-IAM5[Resource::<${id}.Arn>/${folder}/*]`, reason });
}
