import { Duration, Validations } from "aws-cdk-lib";
import { PolicyStatement, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import type { Function as LambdaFunction } from "aws-cdk-lib/aws-lambda";
import { SqsDestination } from "aws-cdk-lib/aws-lambda-destinations";
import { CfnSchedule, CfnScheduleGroup } from "aws-cdk-lib/aws-scheduler";
import { Queue, QueueEncryption } from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";
import { clockwork } from "../functions/clockwork.ts";
import type { StageSettings } from "./settings.ts";

const MINUTE = 60_000;

/** The scheduler's own unit is the minute. */
function rate(everyMs: number): string {
  const minutes = Math.max(1, Math.round(everyMs / MINUTE));
  return `rate(${minutes} minute${minutes > 1 ? "s" : ""})`;
}

/** The clock of the jobs, and the queue of what could not be done. */
export class Jobs extends Construct {
  readonly failed: Queue;

  constructor(scope: Construct, jobs: LambdaFunction, { stage }: StageSettings) {
    super(scope, "Jobs");
    this.failed = new Queue(this, "Failed", {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    });
    Validations.of(this.failed).acknowledge({ id: "AwsSolutions-SQS3", reason: "It is the dead-letter queue." });
    // The clock hands a job over; whether it succeeds is the function's own affair. One that fails is tried twice more.
    jobs.configureAsyncInvoke({ retryAttempts: 2, maxEventAge: Duration.hours(1), onFailure: new SqsDestination(this.failed) });

    const role = new Role(this, "ClockRole", { assumedBy: new ServicePrincipal("scheduler.amazonaws.com") });
    role.addToPolicy(new PolicyStatement({ actions: ["lambda:InvokeFunction"], resources: [jobs.functionArn] }));
    role.addToPolicy(new PolicyStatement({ actions: ["sqs:SendMessage"], resources: [this.failed.queueArn] }));
    const group = new CfnScheduleGroup(this, "Group", { name: `gxjt-${stage}` });
    for (const [job, every] of clockwork) {
      new CfnSchedule(this, job, {
        name: job,
        groupName: group.ref,
        scheduleExpression: rate(every),
        flexibleTimeWindow: { mode: "OFF" },
        target: {
          arn: jobs.functionArn,
          roleArn: role.roleArn,
          input: JSON.stringify({ job }),
          retryPolicy: { maximumEventAgeInSeconds: 600, maximumRetryAttempts: 3 },
          deadLetterConfig: { arn: this.failed.queueArn },
        },
      });
    }
  }
}
