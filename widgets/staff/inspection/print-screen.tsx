import "./inspection.css";
import { useEffect } from "preact/hooks";
import type { Sheet } from "../../../functions/inspection/contract.ts";
import { api } from "../shell/api.ts";
import { Button } from "../shell/form.tsx";
import { dateTime } from "../shell/format.ts";
import { href } from "../shell/router.ts";
import type { ScreenProps } from "../shell/screens.ts";
import { can, useMe } from "../shell/session.ts";
import { Load, Screen } from "../shell/states.tsx";
import { useLoad } from "../shell/use-load.ts";
import { hashGroups, monthName } from "./words.ts";

function Paper({ sheet: { month, lines, signature }, whole }: { sheet: Sheet; whole: boolean }) {
  return (
    <div class="inspection-paper">
      <h2>干部学习笔记检查表</h2>
      <p class="inspection-month">
        {monthName(month)}
        {!whole && "（本组室部分）"}
      </p>
      <table>
        <thead>
          <tr>
            {["序号", "组室", "姓名", "笔记字数", "笔记篇数", "心得篇数", "批阅"].map((label) => (
              <th key={label} scope="col">
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lines.map(({ person, office, name, characters, notes, reflections, remark }, place) => (
            <tr key={person}>
              <td>{place + 1}</td>
              <td>{office}</td>
              <td>{name}</td>
              <td>{characters}</td>
              <td>{notes}</td>
              <td>{reflections}</td>
              <td>{remark}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {signature ? (
        <>
          <p class="inspection-signed">
            检查人：{signature.by}
            <br />
            签字时间：{dateTime(signature.at)}
          </p>
          <p class="inspection-seal">内容校验码（SHA-256）：{hashGroups(signature.hash)}</p>
        </>
      ) : (
        <p class="inspection-signed">检查人：　　　　　　　　（未签字，仅供核对）</p>
      )}
    </div>
  );
}

/** `#/inspection/:month/print`: the sheet on A4. */
export default function PrintScreen({ params }: ScreenProps) {
  const month = params["month"]!;
  const whole = can(useMe(), "director");
  useEffect(() => {
    document.documentElement.classList.add("inspection-open");
    return () => document.documentElement.classList.remove("inspection-open");
  }, []);
  const from = useLoad(
    (signal) => api<Sheet>("GET", `/api/staff/inspections/${encodeURIComponent(month)}`, undefined, { signal }),
    [month],
  );
  return (
    <Screen
      title="打印检查表"
      actions={
        <>
          <a class="button plain" href={href(`/inspection/${month}`)}>
            返回
          </a>
          <Button onClick={() => window.print()}>打印</Button>
        </>
      }
    >
      <Load from={from}>{(sheet) => <Paper sheet={sheet} whole={whole} />}</Load>
    </Screen>
  );
}
