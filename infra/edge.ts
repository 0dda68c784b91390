import { Stack } from "aws-cdk-lib";
import { ApiMapping, DomainName, EndpointType, SecurityPolicy } from "aws-cdk-lib/aws-apigatewayv2";
import { Certificate } from "aws-cdk-lib/aws-certificatemanager";
import type { IBucket } from "aws-cdk-lib/aws-s3";
import { Construct } from "constructs";
import type { Api } from "./api.ts";
import { chinaDistribution } from "./edge-china.ts";
import { columnDistribution, filesDistribution } from "./edge-cloudfront.ts";
import type { Secrets } from "./secrets.ts";
import type { StageSettings } from "./settings.ts";

export interface EdgeParts {
  settings: StageSettings;
  api: Api;
  assets: IBucket;
  secrets: Secrets;
}

/** What the way to the API has to know. */
export interface Origin {
  /** The API's own host name. */
  host: string;
  /** By which the API knows its edge; CloudFormation puts the value in when it deploys, the template holds the secret's name only. */
  key: string;
}

/**
 * THE ONE PLACE where the partitions differ: how requests reach the API. In `aws` CloudFront stands in front; in `aws-cn` the API has
 * a domain of its own, or CloudFront China stands in front, which knows no policies, no ACM and no HTTP/3.
 */
export class Edge extends Construct {
  /** `https://…` under which everybody knows the column. */
  readonly publicOrigin: string;
  /** What the domain's CNAME record must name. */
  readonly target: string;
  /** The origin under which stored files are fetched, where an edge can add what no presigned address can. */
  readonly inFrontOf: (files: IBucket) => string | undefined = () => undefined;

  constructor(scope: Construct, { settings, api, assets, secrets }: EdgeParts) {
    super(scope, "Edge");
    const { edge, domain } = settings;
    const { region, urlSuffix } = Stack.of(this);
    const origin = () => ({
      host: `${api.http.apiId}.execute-api.${region}.${urlSuffix}`,
      key: secrets.edge!.secretValue.unsafeUnwrap(),
    });
    switch (edge) {
      case "cloudfront": {
        const column = columnDistribution(this, settings, origin(), assets);
        this.target = column.distributionDomainName;
        this.inFrontOf = (files) => `https://${filesDistribution(this, files).distributionDomainName}`;
        break;
      }
      case "cloudfront-cn":
        this.target = chinaDistribution(this, settings, origin()).attrDomainName;
        break;
      case "api-domain":
        this.target = this.apiDomain(api, domain!.name, domain!.certificateArn!);
    }
    this.publicOrigin = `https://${domain?.name ?? this.target}`;
  }

  private apiDomain(api: Api, domainName: string, certificateArn: string): string {
    const certificate = Certificate.fromCertificateArn(this, "Certificate", certificateArn);
    const name = new DomainName(this, "Domain", {
      domainName,
      certificate,
      endpointType: EndpointType.REGIONAL,
      securityPolicy: SecurityPolicy.TLS_1_2,
    });
    new ApiMapping(this, "Mapping", { api: api.http, domainName: name, stage: api.stage });
    return name.regionalDomainName;
  }
}
