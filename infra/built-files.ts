import { resolve } from "node:path";
import { type CfnResource, Duration, RemovalPolicy, Stack, Validations } from "aws-cdk-lib";
import { LogGroup } from "aws-cdk-lib/aws-logs";
import { type IBucket } from "aws-cdk-lib/aws-s3";
import { BucketDeployment, CacheControl, Source } from "aws-cdk-lib/aws-s3-deployment";
import { Construct, type IConstruct } from "constructs";

const dist = resolve(import.meta.dirname, "../dist");
const forever = [CacheControl.setPublic(), CacheControl.maxAge(Duration.days(365)), CacheControl.immutable()];

/** By kind, since the bucket gives out type and caching as it was told them. Names without a hash are short-lived, as on one machine. */
const kinds = [
  { id: "Scripts", include: "*-????????.js", type: "text/javascript", cacheControl: forever },
  { id: "Styles", include: "*-????????.css", type: "text/css", cacheControl: forever },
  {
    id: "Loader",
    include: "embed/gxjt.js",
    type: "text/javascript",
    cacheControl: [CacheControl.setPublic(), CacheControl.maxAge(Duration.minutes(5))],
  },
  {
    id: "Guide",
    include: "embed/index.html",
    type: "text/html",
    cacheControl: [CacheControl.setPublic(), CacheControl.maxAge(Duration.minutes(5))],
  },
  { id: "Worker", include: "staff/sw.js", type: "text/javascript", cacheControl: [CacheControl.noCache()] },
];

/** Puts the built files into their bucket, beside those of earlier versions. */
export class BuiltFiles extends Construct {
  constructor(scope: Construct, bucket: IBucket, logDays: number) {
    super(scope, "BuiltFiles");
    const logGroup = new LogGroup(this, "Log", { retention: logDays, removalPolicy: RemovalPolicy.DESTROY });
    const source = Source.asset(dist, { exclude: ["*", "!embed", "!embed/*", "!staff", "!staff/*"] });
    const made = kinds.map(
      ({ id, include, type, cacheControl }) =>
        new BucketDeployment(this, id, {
          sources: [source],
          destinationBucket: bucket,
          exclude: ["*"],
          include: [include],
          contentType: `${type}; charset=utf-8`,
          cacheControl,
          prune: false,
          retainOnDelete: true,
          logGroup,
        }),
    );
    explainHelper(made[0]!.handlerRole.node.scope!, bucket);
  }
}

/** CDK's own helper runs while a stack is deployed and never else; what it may do, and its runtime, are CDK's. */
function explainHelper(helper: IConstruct, bucket: IBucket): void {
  const { region } = Stack.of(helper);
  const assets = Stack.of(helper).getLogicalId(bucket.node.defaultChild as CfnResource);
  const wild = [
    ...["GetObject*", "GetBucket*", "List*", "DeleteObject*", "Abort*"].map((action) => `Action::s3:${action}`),
    `Resource::<${assets}.Arn>/*`,
    `Resource::arn:<AWS::Partition>:s3:::cdk-hnb659fds-assets-<AWS::AccountId>-${region}/*`,
  ];
  const reason =
    "CDK's own helper, which copies the built files while a stack is deployed: it reaches this bucket and CDK's own one, and nobody else can call it.";
  const ids = [
    "AwsSolutions-L1",
    "AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole]",
    ...wild.map((finding) => `AwsSolutions-IAM5[${finding}]`),
  ];
  for (const id of ids) Validations.of(helper).acknowledge({ id, reason });
}
