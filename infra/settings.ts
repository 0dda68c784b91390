/** Sizes of one function. */
export interface FunctionSize {
  /** MB; the processor's share grows with it, 1,769 MB is one whole. */
  memory: number;
  /** Temporary disk, MB; backups are made on it. */
  disk?: number;
}

/** THE SETTINGS of one installation in the cloud. Nothing else decides what `npx cdk deploy` makes. */
export interface StageSettings {
  /** Part of every name, so that several installations share an account: small letters and digits. */
  stage: string;
  partition: "aws" | "aws-cn";
  region: string;
  /** Twelve digits; left out: the account of whoever deploys. */
  account?: string;
  /**
   * `cloudfront` (partition aws): CloudFront in front of everything. In aws-cn `api-domain`: the API under a domain of its own;
   * `cloudfront-cn`: CloudFront China in front of it.
   */
  edge: "cloudfront" | "api-domain" | "cloudfront-cn";
  /** May be left out with `cloudfront` alone, which has a name of its own. In China the domain needs its ICP number first. */
  domain?: {
    name: string;
    /** ACM: with `cloudfront` of us-east-1, with `api-domain` of the region. */
    certificateArn?: string;
    /** With `cloudfront-cn`: id of a certificate uploaded to IAM under the path /cloudfront/, since CloudFront China knows no ACM. */
    iamCertificateId?: string;
  };
  /** Exact origins of the portals for good; more are listed in the workbench. */
  portalOrigins: string[];
  /** Where alarms are mailed to; the address has to confirm once. */
  alarmAddress?: string;
  architecture: "arm64" | "x86_64";
  functions: { public: FunctionSize; staff: FunctionSize; jobs: FunctionSize };
  /** Requests a second over all, and how many may come at once. */
  throttle: { perSecond: number; burst: number };
  /** Days that logs are kept; 网络安全法 21条 asks for six months. One of CloudWatch's steps: 180, 365, 400, 545, 731 … */
  logDays: number;
  /** ARN of a web ACL (WAF) of us-east-1 for `cloudfront`. */
  webAclArn?: string;
  /** Sign-in by OpenID Connect; the client's secret stands in the secret `connections`. */
  oidc?: { issuer: string; clientId: string; name?: string; loginClaim?: string };
  /** Sender of reminders by mail; the server's address stands in the secret `connections`. */
  mailFrom?: string;
  /** Exact origins where robots may stand beside those of the three services. */
  reminderOrigins?: string[];
  /** After a restore: the suffix that `infra/restore-tables.ts` printed. The functions, their rights and the alarms then go with those tables. */
  restored?: string;
}

const usual = {
  architecture: "arm64",
  // The staff function hashes passwords (128 MB each) and holds an uploaded film (200 MB) while it is checked.
  functions: { public: { memory: 512 }, staff: { memory: 2048 }, jobs: { memory: 1024, disk: 4096 } },
  throttle: { perSecond: 500, burst: 1000 },
  logDays: 365,
} as const satisfies Partial<StageSettings>;

/** One entry an installation. The names and addresses are examples: put in your own. */
export const stages: StageSettings[] = [
  {
    ...usual,
    stage: "prod",
    partition: "aws",
    region: "ap-southeast-1",
    edge: "cloudfront",
    portalOrigins: ["https://www.example.gov.cn"],
    alarmAddress: "column@example.gov.cn",
  },
  {
    ...usual,
    stage: "prod-cn",
    partition: "aws-cn",
    region: "cn-north-1",
    edge: "api-domain",
    domain: {
      name: "column.example.gov.cn",
      certificateArn: "arn:aws-cn:acm:cn-north-1:123456789012:certificate/00000000-0000-4000-8000-000000000000",
    },
    portalOrigins: ["https://www.example.gov.cn"],
    alarmAddress: "column@example.gov.cn",
  },
];

/** What is wrong with an entry, one sentence each; the template would be refused by the cloud, or work only half. */
export function settingProblems({
  stage,
  partition,
  region,
  edge,
  domain,
  account,
  logDays,
  restored,
  portalOrigins,
}: StageSettings): string[] {
  const china = region.startsWith("cn-");
  const https = (origin: string) => /^https?:\/\/[a-z0-9.-]+(:\d+)?$/.test(origin);
  const rules: [boolean, string][] = [
    [/^[a-z][a-z0-9-]{0,15}$/.test(stage), `stage "${stage}" must be up to 16 small letters, digits and hyphens.`],
    [china === (partition === "aws-cn"), `region ${region} does not belong to partition ${partition}.`],
    [(edge === "cloudfront") === (partition === "aws"), `edge ${edge} does not exist in partition ${partition}.`],
    [edge === "cloudfront" || domain !== undefined, `edge ${edge} needs a domain.`],
    [edge === "cloudfront-cn" || domain === undefined || domain.certificateArn !== undefined, "the domain needs certificateArn."],
    [edge !== "cloudfront-cn" || domain?.iamCertificateId !== undefined, "CloudFront China needs iamCertificateId: it knows no ACM."],
    [
      edge !== "cloudfront" || !domain?.certificateArn || domain.certificateArn.includes(":us-east-1:"),
      "CloudFront takes certificates of us-east-1 only.",
    ],
    [account === undefined || /^\d{12}$/.test(account), "account must have twelve digits."],
    [logDays >= 180, "logDays must be 180 or more."],
    [restored === undefined || /^r\d{14}$/.test(restored), "restored must be what the restore printed, such as r20261128120000."],
    [portalOrigins.every(https), "portalOrigins must be exact origins such as https://www.example.gov.cn."],
  ];
  return rules.filter(([right]) => !right).map(([, sentence]) => sentence);
}
