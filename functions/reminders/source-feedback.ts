import { readHolidays } from "../calendar/table.ts";
import type { Deps } from "../deps.ts";
import { queueOfState } from "../feedback/table.ts";
import { chinaDay } from "../platform/clock.ts";
import { readSettings } from "../settings/table.ts";
import { waitOf } from "../today/rules.ts";
import type { Due } from "./rules.ts";

/** 反馈期限: how many wait in which colour, once a day while there are any. Never what they say. */
export async function feedbackDue({ store }: Deps, now: number): Promise<Due[]> {
  const [{ limits }, holidays, pending, accepted] = await Promise.all([
    readSettings(store),
    readHolidays(store),
    queueOfState(store, "pending"),
    queueOfState(store, "accepted"),
  ]);
  const waits = [...pending.items, ...accepted.items].map((entry) => waitOf(entry, { limits, holidays, now }));
  const count = (lamp: string) => waits.filter((wait) => wait.lamp === lamp).length;
  const [alarm, red, amber] = [count("alarm"), count("red"), count("amber")];
  if (alarm + red + amber === 0) return [];
  const more = pending.cursor || accepted.cursor ? "以上" : "";
  const parts = [
    alarm > 0 && `${alarm} 条已等 ${limits.feedbackAlarmDays} 天以上，超过三个月会被一票否决`,
    red > 0 && `${red} 条${more}已超过 ${limits.feedbackRedDays} 个工作日`,
    amber > 0 && `${amber} 条${more}已等 ${limits.feedbackAmberDays} 个工作日以上`,
  ].filter(Boolean);
  const title = alarm > 0 ? "有反馈严重超期，请今天就办理" : red > 0 ? "有反馈超过期限" : "有反馈快到期限";
  const period = chinaDay(now);
  return [
    {
      kind: "feedback",
      object: "queue",
      period,
      title,
      text: `还没有答复的反馈：${parts.join("；")}。`,
      path: "/feedback",
      urgent: alarm > 0,
    },
  ];
}
