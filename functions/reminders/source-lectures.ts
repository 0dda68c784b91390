import type { Deps } from "../deps.ts";
import { countsOf, lecturesOfYear } from "../lectures/table.ts";
import { chinaDay, DAY } from "../platform/clock.ts";
import type { Due } from "./rules.ts";

const NAMED = 5;

/** 登坛讲课: who speaks tomorrow, and under which lectures of this year questions wait; never what is asked. */
export async function lecturesDue({ store }: Deps, now: number): Promise<Due[]> {
  const [today, tomorrow] = [chinaDay(now), chinaDay(now + DAY)];
  const lectures = await lecturesOfYear(store, Number(today.slice(0, 4)));
  const next = today.slice(0, 4) === tomorrow.slice(0, 4) ? lectures : await lecturesOfYear(store, Number(tomorrow.slice(0, 4)));
  const speaking: Due[] = next
    .filter(({ date, state }) => date === tomorrow && state === "planned")
    .map(({ id, name, topic, place }) => ({
      kind: "lectures",
      object: id,
      period: tomorrow,
      title: "明天讲课",
      text: `${tomorrow}，${name}${topic ? `讲《${topic}》` : "讲课，题目还没有填"}${place ? `，${place}` : ""}。`,
      path: `/lectures/${id}`,
      urgent: true,
    }));
  const counts = await countsOf(
    store,
    lectures.map(({ id }) => id),
  );
  const asked = lectures.flatMap(({ name, topic, state }, place) => {
    const open = counts[place]?.open ?? 0;
    return open > 0 && state !== "cancelled" ? [`${name}${topic ? `《${topic}》` : ""} ${open} 条`] : [];
  });
  if (asked.length === 0) return speaking;
  const text = `${asked.slice(0, NAMED).join("；")}${asked.length > NAMED ? `；还有 ${asked.length - NAMED} 次讲课` : ""}。请讲课人解答。`;
  const object = "questions";
  return [
    ...speaking,
    { kind: "lectures", object, period: today, title: "讲课下面有提问等着解答", text, path: "/lectures", urgent: false },
  ];
}
