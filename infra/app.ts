/** CDK's entry: every installation of `settings.ts` as a stack of its own, held against the AwsSolutions rules. */
import { App, Validations } from "aws-cdk-lib";
import { AwsSolutionsChecks } from "cdk-nag";
import { build } from "./build.ts";
import { buildFunctions } from "./build-functions.ts";
import { ColumnStack } from "./column-stack.ts";
import { stages } from "./settings.ts";

build();
await buildFunctions();
const app = new App();
Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
for (const settings of stages) new ColumnStack(app, settings);
app.synth();
