import { readFileSync } from "node:fs";
import { App } from "aws-cdk-lib";
import { beforeAll, describe, expect, test } from "vitest";
import { clockwork } from "../../functions/clockwork.ts";
import { type TableDefinition, tables } from "../../functions/tables.ts";
import { defaultSettings } from "../../functions/settings/contract.ts";
import { ColumnStack } from "../../infra/column-stack.ts";
import { settingProblems, stages, type StageSettings } from "../../infra/settings.ts";
import { assembly, type Resource, resourcesOf, template, type Template, textOf, type Tree } from "../support/cloud-assembly.ts";
import { routerOf } from "../support/http-api.ts";
import { notRun } from "../support/not-run.ts";
import { rightsOf } from "../support/policy.ts";

const global = stages.find(({ partition }) => partition === "aws")!;
const china = stages.find(({ partition }) => partition === "aws-cn")!;
const of = (found: Template, type: string) => Object.values(resourcesOf(found, type)).map(({ Properties }) => Properties);

/** The stack of other settings, made here. */
function stackOf(settings: StageSettings): Template {
  const stack = new ColumnStack(new App(), settings);
  return (stack.node.root as App).synth().getStackByName(stack.stackName).template as Template;
}

describe.each([global, china].map((settings) => [settings.partition, settings] as const))("the stack in %s", (_, settings) => {
  let found: Template;
  let functions: Record<string, Resource & { id: string }>;
  beforeAll(() => {
    found = template(`gxjt-${settings.stage}`);
    functions = Object.fromEntries(
      Object.entries(resourcesOf(found, "AWS::Lambda::Function"))
        .filter(([, { Properties }]) => String(Properties["Description"]).startsWith("gxjt"))
        .map(([id, resource]) => [String(resource.Properties["Description"]).split(": ")[1]!, { ...resource, id }]),
    );
  }, 180_000);

  test("has the tables of the data map: by request, recoverable, encrypted, protected, with expiry", () => {
    const made = of(found, "AWS::DynamoDB::Table");
    expect(made.map(({ TableName }) => TableName).toSorted()).toEqual(
      Object.keys(tables)
        .map((name) => `gxjt-${settings.stage}-${name}`)
        .toSorted(),
    );
    for (const table of made) {
      const { indexes } = (tables as Record<string, TableDefinition>)[table["TableName"].slice(`gxjt-${settings.stage}-`.length)]!;
      const keys = (schema: { AttributeName: string }[]) => schema.map(({ AttributeName }) => AttributeName);
      expect(keys(table["KeySchema"])).toEqual(["pk", "sk"]);
      const secondary = (table["GlobalSecondaryIndexes"] ?? []) as Record<string, Tree>[];
      expect(Object.fromEntries(secondary.map((index) => [index["IndexName"], keys(index["KeySchema"])]))).toEqual(
        Object.fromEntries(Object.entries(indexes).map(([name, { pk, sk }]) => [name, [pk, sk]])),
      );
      expect(table).toMatchObject({
        BillingMode: "PAY_PER_REQUEST",
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
        SSESpecification: { SSEEnabled: true },
        DeletionProtectionEnabled: true,
        TimeToLiveSpecification: { AttributeName: "expiresAt", Enabled: true },
      });
    }
    for (const [, resource] of Object.entries(resourcesOf(found, "AWS::DynamoDB::Table")))
      expect(resource["DeletionPolicy"]).toBe("Retain");
  });

  test("has three functions of Node 24, and no secret in them or anywhere in the template", () => {
    expect(Object.keys(functions).toSorted()).toEqual(["jobs", "public", "staff"]);
    for (const { Properties } of Object.values(functions))
      expect(Properties).toMatchObject({ Runtime: "nodejs24.x", Architectures: ["arm64"], Handler: "index.handler" });
    for (const secret of of(found, "AWS::SecretsManager::Secret"))
      expect([secret["SecretString"], secret["GenerateSecretString"]]).toEqual([undefined, expect.anything()]);
    for (const { Properties } of Object.values(functions))
      for (const name of Object.keys(Properties["Environment"].Variables))
        expect(name).not.toMatch(/^(SECRET|SMTP_URL|OIDC_CLIENT_SECRET|.*PASSWORD.*)$/);
    for (const log of of(found, "AWS::Logs::LogGroup")) expect(log["RetentionInDays"]).toBeGreaterThanOrEqual(180);
  });

  test("gives each function its own rights: none of notes, work items, people and audit to the public one, and nobody changes the audit log", () => {
    const names = new Map(
      Object.entries(resourcesOf(found, "AWS::DynamoDB::Table")).map(([id, { Properties }]) => [
        `<${id}.Arn>`,
        String(Properties["TableName"]).replace(`gxjt-${settings.stage}-`, ""),
      ]),
    );
    const tablesOf = (name: string, action: RegExp) =>
      new Set(
        rightsOf(found, functions[name]!.id)
          .filter(({ actions }) => actions.some((one) => action.test(one)))
          .flatMap(({ resources }) => resources.map((one) => names.get(one.replace(/>\/index\/.*/, ">")) ?? one)),
      );
    expect([...tablesOf("public", /^dynamodb:/)].toSorted()).toEqual(["activities", "feedback", "materials"]);
    for (const right of rightsOf(found, functions["public"]!.id)) {
      expect(right.actions).not.toContain("dynamodb:Scan");
      if (right.actions.some((one) => one.startsWith("dynamodb:"))) expect(right.keys?.length).toBeGreaterThan(0);
    }
    for (const name of ["staff", "jobs"]) {
      expect([...tablesOf(name, /^dynamodb:(UpdateItem|DeleteItem)$/)]).not.toContain("audit");
      expect([...tablesOf(name, /^dynamodb:PutItem$/)]).toContain("audit");
    }
    expect(tablesOf("staff", /^dynamodb:Scan$/).size).toBe(0);
    for (const name of Object.keys(functions))
      for (const { actions, resources } of rightsOf(found, functions[name]!.id)) {
        expect(actions.filter((one) => one.includes("*"))).toEqual([]);
        // The only wildcard is that of the objects in one folder.
        expect(resources.filter((one) => one.includes("*") && !/^<\w+\.Arn>\/[a-z]+\/\*$/.test(one))).toEqual([]);
      }
    for (const role of of(found, "AWS::IAM::Role"))
      expect(textOf(role["AssumeRolePolicyDocument"].Statement[0].Principal.Service)).toMatch(/^(lambda|scheduler)\.amazonaws\.com$/);
  });

  test("keeps files private, versioned where they are the users', and clears what is left over", () => {
    const buckets = of(found, "AWS::S3::Bucket");
    expect(buckets).toHaveLength(2);
    for (const bucket of buckets) {
      expect(Object.values(bucket["PublicAccessBlockConfiguration"])).toEqual([true, true, true, true]);
      expect(JSON.stringify(bucket["LifecycleConfiguration"])).toContain("AbortIncompleteMultipartUpload");
    }
    const files = buckets.find((bucket) => bucket["VersioningConfiguration"])!;
    expect(files["VersioningConfiguration"]).toEqual({ Status: "Enabled" });
    const rules = files["LifecycleConfiguration"].Rules as { Prefix?: string; ExpirationInDays?: number }[];
    expect(rules.flatMap(({ Prefix, ExpirationInDays }) => (Prefix && ExpirationInDays ? [Prefix] : [])).toSorted()).toEqual([
      "answers/",
      "uploads/",
    ]);
    // Loaders that proxies hold and pages that stand open name files of earlier versions: these are never cleared away.
    const assets = buckets.find((bucket) => bucket !== files)!["LifecycleConfiguration"].Rules as Record<string, unknown>[];
    expect(assets.map((rule) => Object.keys(rule).toSorted())).toEqual([["AbortIncompleteMultipartUpload", "Id", "Status"]]);
    const deployments = of(found, "Custom::CDKBucketDeployment");
    expect(deployments.length).toBeGreaterThan(2);
    for (const deployment of deployments) expect([deployment["Prune"], deployment["RetainOnDelete"]]).toEqual([false, true]);
    for (const policy of of(found, "AWS::S3::BucketPolicy")) expect(JSON.stringify(policy)).toContain('"aws:SecureTransport":"false"');
  });

  test("runs every job of the clock, keeps what fails, and wakes somebody up", () => {
    const schedules = of(found, "AWS::Scheduler::Schedule");
    expect(schedules.map(({ Target }) => JSON.parse(Target.Input).job)).toEqual(clockwork.map(([job]) => job));
    for (const { Target, ScheduleExpression } of schedules) {
      expect(ScheduleExpression).toMatch(/^rate\((1 minute|\d+ minutes)\)$/);
      expect(Target.DeadLetterConfig).toBeDefined();
    }
    const alarms = of(found, "AWS::CloudWatch::Alarm");
    expect(alarms.length).toBeGreaterThan(10);
    for (const alarm of alarms) expect(alarm["AlarmActions"]).toHaveLength(1);
    // As the lamps of the workbench: 14 days, 15 working days, 60 days.
    const { columnAmberDays, feedbackRedDays, feedbackAlarmDays } = defaultSettings.limits;
    const threshold = (metric: string) =>
      alarms.find(({ Metrics }) => Metrics?.[0].MetricStat.Metric.MetricName === metric && Metrics[0].MetricStat.Stat === "Maximum")?.[
        "Threshold"
      ];
    expect(["daysWithoutMaterial", "oldestFeedbackWorkingDays", "oldestFeedbackDays"].map(threshold)).toEqual([
      columnAmberDays,
      feedbackRedDays,
      feedbackAlarmDays,
    ]);
    expect(of(found, "AWS::SNS::Subscription")).toMatchObject([{ Protocol: "email", Endpoint: settings.alarmAddress }]);
    expect(of(found, "AWS::CloudWatch::Dashboard")).toHaveLength(1);
  });

  test("leads /api/staff/ and all of /staff to the staff function, and everything else to the public one", () => {
    const route = routerOf(found);
    for (const path of ["/staff", "/staff/", "/staff/set-up", "/staff/workbench-00000000.js", "/api/staff/session", "/api/staff/a/b"])
      expect([path, route(path)]).toEqual([path, functions["staff"]!.id]);
    for (const path of ["/", "/column/", "/staffing", "/api/materials", "/api/staffing", "/embed/gxjt.js"])
      expect([path, route(path)]).toEqual([path, functions["public"]!.id]);
    // No HTTP API takes a route that ends in a slash, and there are no others.
    expect(of(found, "AWS::ApiGatewayV2::Route").map(({ RouteKey }) => RouteKey)).toEqual([
      "ANY /api/staff/{path+}",
      "ANY /staff",
      "ANY /staff/{path+}",
      "$default",
    ]);
  });

  test("has neither function URLs nor Cognito, throttles, and logs routes but no paths", () => {
    const types = Object.values(found.Resources).map(({ Type }) => Type);
    expect(types.filter((type) => /Lambda::Url|Cognito|SES::/.test(type))).toEqual([]);
    const [stage] = of(found, "AWS::ApiGatewayV2::Stage");
    expect(stage!["DefaultRouteSettings"]).toMatchObject({ ThrottlingRateLimit: 500, ThrottlingBurstLimit: 1000 });
    expect(stage!["AccessLogSettings"].Format).toContain("$context.routeKey");
    expect(stage!["AccessLogSettings"].Format).not.toContain("$context.path");
  });
});

describe("the edge", () => {
  beforeAll(() => void template(`gxjt-${global.stage}`), 180_000);

  test("in aws: CloudFront by the API's own headers, HTTP/3, packed, with its key; files under an origin of their own", () => {
    const found = template(`gxjt-${global.stage}`);
    const distributions = of(found, "AWS::CloudFront::Distribution").map(({ DistributionConfig }) => DistributionConfig);
    const [column, files] = [
      distributions.find(({ Comment }) => Comment === "gxjt prod"),
      distributions.find(({ Comment }) => Comment === "gxjt files"),
    ];
    expect(distributions).toHaveLength(2);
    expect(column.HttpVersion).toBe("http2and3");
    for (const behaviour of [column.DefaultCacheBehavior, ...column.CacheBehaviors])
      expect([behaviour.Compress, behaviour.ResponseHeadersPolicyId !== undefined]).toEqual([true, true]);
    expect(JSON.stringify(column.Origins)).toContain("{{resolve:secretsmanager:");
    const policies = resourcesOf(found, "AWS::CloudFront::CachePolicy");
    const asTheApiSays = policies[column.DefaultCacheBehavior.CachePolicyId.Ref]!.Properties["CachePolicyConfig"];
    expect(asTheApiSays).toMatchObject({
      MinTTL: 0,
      DefaultTTL: 0,
      ParametersInCacheKeyAndForwardedToOrigin: { CookiesConfig: { CookieBehavior: "none" } },
    });
    const headers = resourcesOf(found, "AWS::CloudFront::ResponseHeadersPolicy")[files.DefaultCacheBehavior.ResponseHeadersPolicyId.Ref]!
      .Properties["ResponseHeadersPolicyConfig"];
    expect(headers.SecurityHeadersConfig).toMatchObject({
      ContentTypeOptions: { Override: true },
      ContentSecurityPolicy: { ContentSecurityPolicy: "sandbox; default-src 'none'" },
    });
    expect(files.DefaultCacheBehavior.AllowedMethods).toEqual(["GET", "HEAD"]);
  });

  test("in aws-cn: the API's own domain alone", () => {
    const found = template(`gxjt-${china.stage}`);
    expect(of(found, "AWS::ApiGatewayV2::Api")).toMatchObject([{ DisableExecuteApiEndpoint: true }]);
    expect(of(found, "AWS::ApiGatewayV2::DomainName")).toMatchObject([
      { DomainName: "column.example.gov.cn", DomainNameConfigurations: [{ EndpointType: "REGIONAL", SecurityPolicy: "TLS_1_2" }] },
    ]);
    expect(Object.values(found.Resources).filter(({ Type }) => Type.startsWith("AWS::CloudFront"))).toEqual([]);
    for (const { Properties } of Object.values(resourcesOf(found, "AWS::Lambda::Function")))
      expect(Properties["Environment"]?.Variables.EDGE_KEY_ID).toBeUndefined();
  });

  test("in aws-cn with CloudFront China: a certificate of IAM, the older cache settings, neither ACM nor policies", () => {
    const found = stackOf({
      ...china,
      stage: "cn-front",
      edge: "cloudfront-cn",
      domain: { name: "column.example.gov.cn", iamCertificateId: "ASCAEXAMPLE" },
    });
    const [{ DistributionConfig }] = of(found, "AWS::CloudFront::Distribution") as [Tree];
    expect(DistributionConfig).toMatchObject({
      HttpVersion: "http2",
      Aliases: ["column.example.gov.cn"],
      ViewerCertificate: { IamCertificateId: "ASCAEXAMPLE" },
    });
    expect(DistributionConfig.ViewerCertificate.AcmCertificateArn).toBeUndefined();
    for (const behaviour of [DistributionConfig.DefaultCacheBehavior, ...DistributionConfig.CacheBehaviors])
      expect([behaviour.ForwardedValues !== undefined, behaviour.CachePolicyId, behaviour.ResponseHeadersPolicyId]).toEqual([
        true,
        undefined,
        undefined,
      ]);
    expect(
      Object.values(found.Resources).filter(({ Type }) =>
        /CachePolicy|OriginRequestPolicy|ResponseHeadersPolicy|OriginAccessControl|CertificateManager/.test(Type),
      ),
    ).toEqual([]);
  }, 120_000);

  test("after a restore functions, rights and alarms go with the restored tables, and the old ones stay", () => {
    const found = stackOf({ ...global, stage: "prod", restored: "r20261128120000" });
    const [one] = Object.entries(resourcesOf(found, "AWS::Lambda::Function")).filter(([, { Properties }]) =>
      String(Properties["Description"]).endsWith("staff"),
    );
    expect(one![1].Properties["Environment"].Variables.TABLE_PREFIX).toBe("gxjt-prod-r20261128120000-");
    const resources = rightsOf(found, one![0])
      .filter(({ actions }) => actions[0]!.startsWith("dynamodb:"))
      .flatMap((right) => right.resources);
    expect(resources.every((resource) => resource.includes(":table/gxjt-prod-r20261128120000-"))).toBe(true);
    expect(JSON.stringify(of(found, "AWS::CloudWatch::Alarm"))).toContain("gxjt-prod-r20261128120000-people");
    expect(of(found, "AWS::DynamoDB::Table")).toHaveLength(Object.keys(tables).length);
  }, 120_000);
});

test("`npm run synth` makes both partitions without a network and an account, in less than 30 s", () => {
  const { network, processorSeconds } = assembly();
  if (network !== "none") notRun("`npm run synth` without any network", "unshare is not allowed here: only its proxies led nowhere");
  // A synth that took nothing was not measured.
  expect(processorSeconds).toBeGreaterThan(1);
  expect(processorSeconds).toBeLessThan(30);
  expect(stages.map(({ partition }) => partition).toSorted()).toEqual(["aws", "aws-cn"]);
  expect(JSON.parse(readFileSync("cdk.json", "utf8"))).toMatchObject({
    notices: false,
    versionReporting: false,
    context: { "cli-telemetry": false },
  });
}, 180_000);

test("settings that cannot work are told in one sentence each", () => {
  expect(stages.flatMap(settingProblems)).toEqual([]);
  const wrong: [Partial<StageSettings>, RegExp][] = [
    [{ stage: "Prod_1" }, /^stage "Prod_1" must be/],
    [{ region: "cn-north-1" }, /does not belong to partition aws/],
    [{ edge: "api-domain" }, /does not exist in partition aws/],
    [{ domain: { name: "column.example.com" } }, /needs certificateArn/],
    [{ domain: { name: "column.example.com", certificateArn: "arn:aws:acm:eu-west-1:123456789012:certificate/x" } }, /us-east-1 only/],
    [{ account: "12" }, /twelve digits/],
    [{ logDays: 30 }, /180 or more/],
    [{ restored: "yesterday" }, /what the restore printed/],
    [{ portalOrigins: ["https://www.example.gov.cn/"] }, /exact origins/],
  ];
  for (const [change, sentence] of wrong) expect(settingProblems({ ...global, ...change }).join(" ")).toMatch(sentence);
  expect(settingProblems({ ...china, edge: "cloudfront-cn", domain: { name: "a.example.gov.cn" } })).toEqual([
    expect.stringContaining("iamCertificateId"),
  ]);
  expect(() => new ColumnStack(new App(), { ...global, logDays: 1 })).toThrow("logDays must be 180 or more.");
});
