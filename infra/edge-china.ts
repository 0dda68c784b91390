import { CfnDistribution } from "aws-cdk-lib/aws-cloudfront";
import type { Construct } from "constructs";
import { EDGE_HEADER } from "../functions/http/headers.ts";
import type { Origin } from "./edge.ts";
import type { StageSettings } from "./settings.ts";

const API = "api";
const methods = ["GET", "HEAD", "OPTIONS", "PUT", "PATCH", "POST", "DELETE"];

/** The older settings: what is not named here does not reach the API. */
const behaviour = (headers: string[], cookies: "none" | "all") => ({
  targetOriginId: API,
  viewerProtocolPolicy: "redirect-to-https",
  compress: true,
  allowedMethods: methods,
  cachedMethods: ["GET", "HEAD"],
  forwardedValues: { queryString: true, headers, cookies: { forward: cookies } },
  // The answer's own Cache-Control decides; without one nothing is kept.
  minTtl: 0,
  defaultTtl: 0,
});

/** What the public routes look at; each is part of the cache's key, so no more than needed. */
const publicHeaders = ["Origin"];
const staffHeaders = ["Origin", "Sec-Fetch-Site", "User-Agent", "Idempotency-Key", "Gxjt-Framed", "If-Match", "Accept"];

/** CloudFront China in front of the API: a certificate uploaded to IAM, an own domain with its ICP number, HTTP/2. Headers are the functions' own. */
export function chinaDistribution(scope: Construct, { stage, domain }: StageSettings, { host, key }: Origin): CfnDistribution {
  const staff = behaviour(staffHeaders, "all");
  const distribution = new CfnDistribution(scope, "Column", {
    distributionConfig: {
      enabled: true,
      comment: `gxjt ${stage}`,
      httpVersion: "http2",
      aliases: [domain!.name],
      viewerCertificate: {
        iamCertificateId: domain!.iamCertificateId!,
        sslSupportMethod: "sni-only",
        minimumProtocolVersion: "TLSv1.2_2021",
      },
      origins: [
        {
          id: API,
          domainName: host,
          customOriginConfig: { originProtocolPolicy: "https-only", originSslProtocols: ["TLSv1.2"], originReadTimeout: 30 },
          originCustomHeaders: [{ headerName: EDGE_HEADER, headerValue: key }],
        },
      ],
      defaultCacheBehavior: behaviour(publicHeaders, "none"),
      cacheBehaviors: ["/api/staff/*", "/staff", "/staff/*"].map((pathPattern) => ({ ...staff, pathPattern, maxTtl: 0 })),
    },
  });
  return distribution;
}
