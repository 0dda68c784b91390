import { CfnOutput, Stack } from "aws-cdk-lib";
import type { Construct } from "constructs";
import { Alarms } from "./alarms.ts";
import { Api } from "./api.ts";
import { BuiltFiles } from "./built-files.ts";
import { Edge } from "./edge.ts";
import { AssetBucket, Files } from "./files.ts";
import { ColumnFunction } from "./functions.ts";
import { Jobs } from "./jobs.ts";
import { Secrets } from "./secrets.ts";
import { settingProblems, type StageSettings } from "./settings.ts";
import { Tables } from "./tables.ts";

/** The whole system: one installation of the column in one account and region. @throws Error with what is wrong in the settings */
export class ColumnStack extends Stack {
  constructor(scope: Construct, settings: StageSettings) {
    const problems = settingProblems(settings);
    if (problems.length > 0) throw new Error(`infra/settings.ts, ${settings.stage}: ${problems.join(" ")}`);
    const { stage, region, account } = settings;
    super(scope, `gxjt-${stage}`, {
      description: "干训讲堂 (gxjt): learning column with widgets",
      env: { region, ...(account && { account }) },
      terminationProtection: true,
    });

    const tables = new Tables(this, settings);
    const secrets = new Secrets(this, settings);
    const assets = new AssetBucket(this);
    const api = new Api(this, settings);
    const { publicOrigin, target, inFrontOf } = new Edge(this, { settings, api, assets, secrets });
    const files = new Files(this, publicOrigin).bucket;
    const parts = { settings, tables, files, assets, secrets, publicOrigin, filesOrigin: inFrontOf(files) };
    const functions = {
      public: new ColumnFunction(this, "public", parts),
      staff: new ColumnFunction(this, "staff", parts),
      jobs: new ColumnFunction(this, "jobs", parts),
    };
    // New pages name new files, so the files come first.
    const built = new BuiltFiles(this, assets, settings.logDays);
    functions.public.node.addDependency(built);
    functions.staff.node.addDependency(built);
    api.route(functions.public, functions.staff);
    const jobs = new Jobs(this, functions.jobs, settings);
    new Alarms(this, { settings, api, functions, jobs, tables });

    new CfnOutput(this, "Column", { value: publicOrigin, description: "where the column is" });
    new CfnOutput(this, "DomainTarget", { value: target, description: "what the domain's CNAME record names" });
    new CfnOutput(this, "JobsFunction", { value: functions.jobs.functionName, description: "gives out the set-up link" });
  }
}
