import { Duration, Validations } from "aws-cdk-lib";
import { Certificate } from "aws-cdk-lib/aws-certificatemanager";
import {
  AllowedMethods,
  type BehaviorOptions,
  CacheCookieBehavior,
  CacheHeaderBehavior,
  CachePolicy,
  CacheQueryStringBehavior,
  Distribution,
  HeadersReferrerPolicy,
  HttpVersion,
  OriginRequestCookieBehavior,
  OriginRequestHeaderBehavior,
  OriginRequestPolicy,
  OriginRequestQueryStringBehavior,
  ResponseHeadersPolicy,
  SecurityPolicyProtocol,
  ViewerProtocolPolicy,
} from "aws-cdk-lib/aws-cloudfront";
import { HttpOrigin, S3BucketOrigin } from "aws-cdk-lib/aws-cloudfront-origins";
import type { IBucket } from "aws-cdk-lib/aws-s3";
import type { Construct } from "constructs";
import { fileHeaders } from "../functions/files/file-headers.ts";
import { EDGE_HEADER, securityHeaders } from "../functions/http/headers.ts";
import type { Origin } from "./edge.ts";
import type { StageSettings } from "./settings.ts";

/** Built files whose names carry their hash. */
const hashed = ["/embed/*-????????.*", "/staff/*-????????.*"];

const explained = [
  { id: "AwsSolutions-CFR1", reason: "The column is public; nobody is kept out by country." },
  {
    id: "AwsSolutions-CFR2",
    reason:
      "Requests are limited per address and unit by the product and throttled by the API; webAclArn of the settings adds a web ACL where one is wanted.",
  },
  {
    id: "AwsSolutions-CFR3",
    reason: "CloudFront's log writes whole paths, and a 查询码 stands in one; the API's access log keeps the route.",
  },
  {
    id: "AwsSolutions-CFR4",
    reason:
      "Without a domain the distribution has CloudFront's own certificate, whose protocol nobody can set; with a domain TLS 1.2 of 2021 is the least.",
  },
];

/** Our own headers where an answer does not bring them: built files, and errors that CloudFront or API Gateway make themselves. */
function answerHeaders(scope: Construct, id: string, given: Record<string, string>, everyOrigin: boolean): ResponseHeadersPolicy {
  const override = false;
  return new ResponseHeadersPolicy(scope, id, {
    securityHeadersBehavior: {
      contentTypeOptions: { override: true },
      referrerPolicy: { referrerPolicy: HeadersReferrerPolicy.NO_REFERRER, override },
      strictTransportSecurity: { accessControlMaxAge: Duration.days(365), includeSubdomains: true, override },
      contentSecurityPolicy: { contentSecurityPolicy: given["content-security-policy"]!, override },
    },
    customHeadersBehavior: {
      customHeaders: [{ header: "cross-origin-resource-policy", value: given["cross-origin-resource-policy"]!, override }],
    },
    // Portals load the widgets as modules, which ask for this.
    ...(everyOrigin && {
      corsBehavior: {
        accessControlAllowOrigins: ["*"],
        accessControlAllowMethods: ["GET", "HEAD"],
        accessControlAllowHeaders: ["*"],
        accessControlAllowCredentials: false,
        originOverride: true,
      },
    }),
  });
}

/** The column: hashed files from their bucket, all else from the API, cached exactly as the API's own headers say. */
export function columnDistribution(scope: Construct, settings: StageSettings, { host, key }: Origin, assets: IBucket): Distribution {
  const { domain, webAclArn } = settings;
  const api = new HttpOrigin(host, { customHeaders: { [EDGE_HEADER]: key }, readTimeout: Duration.seconds(30) });
  const files = S3BucketOrigin.withOriginAccessControl(assets);
  const common = { viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS, compress: true };
  const own = {
    ...common,
    allowedMethods: AllowedMethods.ALLOW_ALL,
    responseHeadersPolicy: answerHeaders(scope, "ApiHeaders", securityHeaders, false),
  };
  const asTheApiSays = new CachePolicy(scope, "AsTheApiSays", {
    comment: "Cache-Control of the answer decides; portals' origins are apart, since answers vary by them",
    minTtl: Duration.seconds(0),
    defaultTtl: Duration.seconds(0),
    maxTtl: Duration.days(365),
    headerBehavior: CacheHeaderBehavior.allowList("Origin"),
    queryStringBehavior: CacheQueryStringBehavior.all(),
    cookieBehavior: CacheCookieBehavior.none(),
    enableAcceptEncodingBrotli: true,
    enableAcceptEncodingGzip: true,
  });
  const withoutCookies = new OriginRequestPolicy(scope, "WithoutCookies", {
    comment: "Everything but the host and the cookies: sessions of staff are no business of the public function",
    headerBehavior: OriginRequestHeaderBehavior.denyList("Host"),
    queryStringBehavior: OriginRequestQueryStringBehavior.all(),
    cookieBehavior: OriginRequestCookieBehavior.none(),
  });
  const staff: BehaviorOptions = {
    ...own,
    origin: api,
    cachePolicy: CachePolicy.CACHING_DISABLED,
    originRequestPolicy: OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
  };
  const built: BehaviorOptions = {
    ...common,
    origin: files,
    cachePolicy: CachePolicy.CACHING_OPTIMIZED,
    responseHeadersPolicy: answerHeaders(scope, "BuiltHeaders", securityHeaders, true),
  };
  const distribution = new Distribution(scope, "Column", {
    comment: `gxjt ${settings.stage}`,
    httpVersion: HttpVersion.HTTP2_AND_3,
    ...(domain && {
      domainNames: [domain.name],
      certificate: Certificate.fromCertificateArn(scope, "Certificate", domain.certificateArn!),
      minimumProtocolVersion: SecurityPolicyProtocol.TLS_V1_2_2021,
    }),
    ...(webAclArn && { webAclId: webAclArn }),
    defaultBehavior: { ...own, origin: api, cachePolicy: asTheApiSays, originRequestPolicy: withoutCookies },
    additionalBehaviors: {
      ...Object.fromEntries(hashed.map((path) => [path, built])),
      "/api/staff/*": staff,
      "/staff": staff,
      "/staff/*": staff,
    },
  });
  for (const one of explained) Validations.of(distribution).acknowledge(one);
  return distribution;
}

/**
 * Stored files under an origin of their own, so that none ever lies on the cookies' origin. A presigned address is good here too:
 * path and query go through as they are, and the bucket is called by its own host, for which they were signed. Nothing is cached.
 */
export function filesDistribution(scope: Construct, files: IBucket): Distribution {
  const distribution = new Distribution(scope, "Files", {
    comment: "gxjt files",
    httpVersion: HttpVersion.HTTP2_AND_3,
    defaultBehavior: {
      origin: new HttpOrigin(files.bucketRegionalDomainName),
      viewerProtocolPolicy: ViewerProtocolPolicy.HTTPS_ONLY,
      allowedMethods: AllowedMethods.ALLOW_GET_HEAD,
      cachePolicy: CachePolicy.CACHING_DISABLED,
      originRequestPolicy: new OriginRequestPolicy(scope, "SignatureOnly", {
        headerBehavior: OriginRequestHeaderBehavior.none(),
        queryStringBehavior: OriginRequestQueryStringBehavior.all(),
        cookieBehavior: OriginRequestCookieBehavior.none(),
      }),
      responseHeadersPolicy: answerHeaders(scope, "FileHeaders", fileHeaders, false),
    },
  });
  for (const one of explained) Validations.of(distribution).acknowledge(one);
  Validations.of(distribution).acknowledge({
    id: "AwsSolutions-CFR7",
    reason:
      "Reading is allowed by the signature of each short-lived address; an access control of the origin would sign over it and open every file.",
  });
  return distribution;
}
