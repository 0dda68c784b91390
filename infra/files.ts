import { Duration, RemovalPolicy, Validations } from "aws-cdk-lib";
import { BlockPublicAccess, Bucket, BucketEncryption, HttpMethods, type IBucket } from "aws-cdk-lib/aws-s3";
import { Construct } from "constructs";

const closed = {
  blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
  encryption: BucketEncryption.S3_MANAGED,
  enforceSSL: true,
  removalPolicy: RemovalPolicy.RETAIN,
} as const;

const NO_ACCESS_LOG =
  "Every read of a file is asked for at the API, whose access log is kept; the bucket's own log would be a second list of who read what.";

/** Uploaded and attached files, backups and archives: private, reached by short-lived addresses alone. */
export class Files extends Construct {
  readonly bucket: IBucket;

  /** @param uploadsFrom the column's own origin, whose workbench posts files to the bucket */
  constructor(scope: Construct, uploadsFrom: string) {
    super(scope, "Files");
    const bucket = new Bucket(this, "Bucket", {
      ...closed,
      versioned: true,
      cors: [{ allowedOrigins: [uploadsFrom], allowedMethods: [HttpMethods.POST], allowedHeaders: ["*"], maxAge: 3600 }],
      lifecycleRules: [
        { id: "unfinished-uploads", abortIncompleteMultipartUploadAfter: Duration.days(2) },
        // An upload that nobody attached to anything within a day is forgotten by the product as well.
        { id: "left-uploads", prefix: "uploads/", expiration: Duration.days(2), noncurrentVersionExpiration: Duration.days(1) },
        { id: "large-answers", prefix: "answers/", expiration: Duration.days(1), noncurrentVersionExpiration: Duration.days(1) },
        // Deleted and replaced files can be brought back as long as tables can (35 days); personal data must not stay longer.
        { id: "earlier-versions", noncurrentVersionExpiration: Duration.days(35), expiredObjectDeleteMarker: true },
      ],
    });
    Validations.of(bucket).acknowledge({ id: "AwsSolutions-S1", reason: NO_ACCESS_LOG });
    this.bucket = bucket;
  }
}

/** The built widgets and pages of staff. Old versions stay beside the new: portals' pages that are open still name them. */
export class AssetBucket extends Bucket {
  constructor(scope: Construct) {
    super(scope, "Assets", {
      ...closed,
      lifecycleRules: [{ id: "unfinished-uploads", abortIncompleteMultipartUploadAfter: Duration.days(2) }],
    });
    Validations.of(this).acknowledge({ id: "AwsSolutions-S1", reason: NO_ACCESS_LOG });
  }
}
