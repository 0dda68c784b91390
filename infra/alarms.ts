import { Duration } from "aws-cdk-lib";
import {
  Alarm,
  type AlarmProps,
  ComparisonOperator,
  Dashboard,
  GraphWidget,
  type IMetric,
  MathExpression,
  Metric,
  SingleValueWidget,
  TreatMissingData,
} from "aws-cdk-lib/aws-cloudwatch";
import { SnsAction } from "aws-cdk-lib/aws-cloudwatch-actions";
import { FilterPattern, type ILogGroup, MetricFilter } from "aws-cdk-lib/aws-logs";
import { Topic } from "aws-cdk-lib/aws-sns";
import { EmailSubscription } from "aws-cdk-lib/aws-sns-subscriptions";
import { Construct } from "constructs";
import { defaultSettings } from "../functions/settings/contract.ts";
import type { Api } from "./api.ts";
import type { FunctionName } from "./build-functions.ts";
import type { ColumnFunction } from "./functions.ts";
import type { Jobs } from "./jobs.ts";
import type { StageSettings } from "./settings.ts";
import type { Tables } from "./tables.ts";

interface Watched {
  settings: StageSettings;
  api: Api;
  functions: Record<FunctionName, ColumnFunction>;
  jobs: Jobs;
  tables: Tables;
}

/** What the job `tell-state` writes once an hour, and the words for it. */
const stateNames = {
  daysWithoutMaterial: "距上次发布（天）",
  waitingFeedback: "待办反馈（条）",
  oldestFeedbackWorkingDays: "最久未答复（工作日）",
  oldestFeedbackDays: "最久未答复（自然日）",
  unsentReminders: "发送失败的提醒（条）",
};
type StateName = keyof typeof stateNames;

const HOUR = Duration.hours(1);
const FIVE_MINUTES = Duration.minutes(5);

/** What wakes somebody up, and one page that shows how the column stands. */
export class Alarms extends Construct {
  readonly topic: Topic;

  constructor(scope: Construct, { settings, api, functions, jobs, tables }: Watched) {
    super(scope, "Alarms");
    const { stage, alarmAddress } = settings;
    this.topic = new Topic(this, "Topic", { displayName: `干训讲堂 ${stage}`, enforceSSL: true });
    if (alarmAddress) this.topic.addSubscription(new EmailSubscription(alarmAddress));

    const state = this.stateOf(functions.jobs.logGroup, stage);
    const errors = api.stage.metricServerError({ period: FIVE_MINUTES, statistic: "sum" });
    const latency = api.stage.metricLatency({ period: FIVE_MINUTES, statistic: "p95" });
    const requests = api.stage.metricCount({ period: FIVE_MINUTES, statistic: "sum" });
    const failed = jobs.failed.metricApproximateNumberOfMessagesVisible({ period: FIVE_MINUTES, statistic: "max" });
    const throttled = [throttledTables(tables, "Read"), throttledTables(tables, "Write")] as const;

    // The limits of 国办秘函〔2019〕19号 with room to act, as the lamps of the workbench have them until somebody sets others there.
    const { columnAmberDays, feedbackRedDays, feedbackAlarmDays } = defaultSettings.limits;
    this.alarm("ColumnStale", `栏目 ${columnAmberDays} 天没有新资料，请尽快发布`, state.daysWithoutMaterial, columnAmberDays);
    this.alarm("FeedbackLate", `有意见反馈超过 ${feedbackRedDays} 个工作日没有答复`, state.oldestFeedbackWorkingDays, feedbackRedDays);
    const veto = `有意见反馈超过 ${feedbackAlarmDays} 天没有答复，满三个月会被一票否决`;
    this.alarm("FeedbackVeto", veto, state.oldestFeedbackDays, feedbackAlarmDays);
    this.alarm("RemindersUnsent", "有提醒发送失败，请系统管理员查看", state.unsentReminders, 1);
    // The clock stands still: nothing is published on time and no alarm above can speak.
    this.alarm("ClockStopped", "定时任务两小时没有运行", state.daysWithoutMaterial.with({ statistic: "n", period: Duration.hours(2) }), 1, {
      comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
      treatMissingData: TreatMissingData.BREACHING,
    });
    this.alarm("JobsFailed", "有定时任务多次失败，见死信队列", failed, 1);
    this.alarm("ServerErrors", "五分钟内有 5 次以上请求失败（5xx）", errors, 5);
    this.alarm("Slow", "95% 的请求超过 3 秒", latency, 3000, { evaluationPeriods: 3 });
    for (const [name, one] of Object.entries(functions)) {
      this.alarm(`${name}Errors`, `函数 ${name} 出错`, one.metricErrors({ period: FIVE_MINUTES }), name === "jobs" ? 3 : 1);
      this.alarm(`${name}Throttled`, `函数 ${name} 因并发上限被拒绝`, one.metricThrottles({ period: FIVE_MINUTES }), 1);
    }
    this.alarm("ReadsThrottled", "数据表读取限流", throttled[0], 10);
    this.alarm("WritesThrottled", "数据表写入限流", throttled[1], 10);

    new Dashboard(this, "Dashboard", {
      dashboardName: `gxjt-${stage}`,
      defaultInterval: Duration.days(7),
      widgets: [
        [new SingleValueWidget({ title: "栏目与反馈", width: 24, metrics: Object.values(state) })],
        [
          new GraphWidget({ title: "反馈等待", width: 12, left: [state.oldestFeedbackWorkingDays], right: [state.waitingFeedback] }),
          new GraphWidget({ title: "距上次发布", width: 12, left: [state.daysWithoutMaterial] }),
        ],
        [
          new GraphWidget({ title: "访问量与失败", width: 12, left: [requests], right: [errors] }),
          new GraphWidget({ title: "打开速度（毫秒）", width: 12, left: [api.stage.metricLatency({ statistic: "p50" }), latency] }),
        ],
        [
          new GraphWidget({
            title: "函数用时",
            width: 12,
            left: Object.values(functions).map((one) => one.metricDuration({ statistic: "p95" })),
          }),
          new GraphWidget({ title: "失败的任务与限流", width: 12, left: [failed], right: [...throttled] }),
        ],
      ],
    });
  }

  /** Metrics from the numbers of the log line `column-state`. */
  private stateOf(logGroup: ILogGroup, stage: string): Record<StateName, Metric> {
    const made = Object.entries(stateNames).map(([name, label]) => {
      const filter = new MetricFilter(this, name, {
        logGroup,
        filterPattern: FilterPattern.stringValue("$.event", "=", "column-state"),
        metricNamespace: `gxjt/${stage}`,
        metricName: name,
        metricValue: `$.${name}`,
      });
      return [name, filter.metric({ label, statistic: "max", period: HOUR })];
    });
    return Object.fromEntries(made) as Record<StateName, Metric>;
  }

  private alarm(id: string, alarmDescription: string, metric: IMetric, threshold: number, more: Partial<AlarmProps> = {}): void {
    const alarm = new Alarm(this, id, {
      alarmDescription,
      metric,
      threshold,
      evaluationPeriods: 1,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: TreatMissingData.NOT_BREACHING,
      ...more,
    });
    alarm.addAlarmAction(new SnsAction(this.topic));
  }
}

/** Requests that the tables and their indexes refused, all together. */
function throttledTables(tables: Tables, kind: "Read" | "Write"): IMetric {
  const each = Object.entries(tables.byName).map(([table, { name }]) => {
    const metric = { namespace: "AWS/DynamoDB", metricName: `${kind}ThrottleEvents`, dimensionsMap: { TableName: name } };
    return [
      `${kind.toLowerCase()}${table.replaceAll("-", "")}`,
      new Metric({ ...metric, statistic: "sum", period: FIVE_MINUTES }),
    ] as const;
  });
  const label = kind === "Read" ? "读取限流" : "写入限流";
  return new MathExpression({ expression: "SUM(METRICS())", usingMetrics: Object.fromEntries(each), label, period: FIVE_MINUTES });
}
