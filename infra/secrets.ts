import { Secret } from "aws-cdk-lib/aws-secretsmanager";
import { Validations } from "aws-cdk-lib";
import { Construct } from "constructs";
import type { StageSettings } from "./settings.ts";

/** What nobody may read in a template, a bundle or a function's settings. Made when the stack is deployed, kept when it goes. */
export class Secrets extends Construct {
  /** `SECRET` of the installation. */
  readonly signing: Secret;
  /** What CloudFront shows to the API. */
  readonly edge: Secret | undefined;
  /** The operator's own: `{"SMTP_URL": "", "OIDC_CLIENT_SECRET": ""}`, filled in by hand. */
  readonly connections: Secret;

  constructor(scope: Construct, { stage, edge }: StageSettings) {
    super(scope, "Secrets");
    const random = { passwordLength: 64, excludePunctuation: true };
    const make = (id: string, description: string, generateSecretString: object) => {
      const secret = new Secret(this, id, { secretName: `gxjt-${stage}-${id.toLowerCase()}`, description, generateSecretString });
      Validations.of(secret).acknowledge({
        id: "AwsSolutions-SMG4",
        reason:
          "The functions read a value when they start, so it is changed by hand in two rounds when there is cause; the runbook says how.",
      });
      return secret;
    };
    this.signing = make("Signing", "Signs forms, cursors and links of the column", random);
    if (edge !== "api-domain") this.edge = make("Edge", "What CloudFront shows to the API", random);
    // One generated key is asked for by CloudFormation; nobody reads it.
    this.connections = make("Connections", "SMTP_URL and OIDC_CLIENT_SECRET, filled in by hand", {
      ...random,
      secretStringTemplate: JSON.stringify({ SMTP_URL: "", OIDC_CLIENT_SECRET: "" }),
      generateStringKey: "unused",
    });
  }
}
