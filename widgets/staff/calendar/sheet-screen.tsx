import "./calendar.css";
import type { Attendance, StudyDay } from "../../../functions/study-days/contract.ts";
import { api } from "../shell/api.ts";
import { Button } from "../shell/form.tsx";
import { href } from "../shell/router.ts";
import type { ScreenProps } from "../shell/screens.ts";
import { Load, Screen } from "../shell/states.tsx";
import { useLoad } from "../shell/use-load.ts";
import { dayName } from "./words.ts";

/** Lines for those who come besides. */
const SPARE = 6;
/** An empty cell to write in. */
const BLANK = "\u00a0";

/** `#/calendar/:slot/sheet`: the 签到表 on paper, A4, with room to sign. */
export default function SheetScreen({ params }: ScreenProps) {
  const slot = params["slot"]!;
  const path = `/api/staff/study-days/${slot}`;
  const from = useLoad(
    async (signal) => {
      const [day, list] = await Promise.all([
        api<StudyDay>("GET", path, undefined, { signal }),
        api<Attendance>("GET", `${path}/attendance`, undefined, { signal }),
      ]);
      return { day, people: list.people };
    },
    [slot],
  );
  return (
    <Screen
      title="签到表"
      actions={
        <>
          <a class="button plain" href={href(`/calendar/${slot}`)}>
            返回
          </a>
          <Button onClick={() => window.print()}>打印</Button>
        </>
      }
    >
      <Load from={from}>
        {({ day, people }) => (
          <div class="sheet">
            <h2>集中学习签到表</h2>
            <p>
              时间：{day.date.slice(0, 4)}年{dayName(day.date)} {day.startsAt}–{day.endsAt}　地点：{day.place || "　　　　　　"}
            </p>
            <p>主题：{day.topic || "　"}</p>
            <table>
              <thead>
                <tr>
                  <th scope="col">序号</th>
                  <th scope="col">组室</th>
                  <th scope="col">姓名</th>
                  <th scope="col">签名</th>
                  <th scope="col">备注</th>
                </tr>
              </thead>
              <tbody>
                {[...people, ...Array.from({ length: SPARE }, () => ({ id: "", name: "", office: "" }))].map(
                  ({ id, name, office }, place) => (
                    <tr key={id || `spare-${place}`}>
                      <td>{place + 1}</td>
                      <td>{office}</td>
                      <td>{name}</td>
                      <td>{BLANK}</td>
                      <td>{BLANK}</td>
                    </tr>
                  ),
                )}
              </tbody>
            </table>
          </div>
        )}
      </Load>
    </Screen>
  );
}
