import { lazyQr } from "./qr.ts";
import { useState } from "preact/hooks";
import type { Attendance, Attendee, StudyDay } from "../../../functions/study-days/contract.ts";
import { announce } from "../shell/announce.tsx";
import { api } from "../shell/api.ts";
import { Dialog } from "../shell/dialog.tsx";
import { Button } from "../shell/form.tsx";
import { problemText } from "../shell/problems.ts";
import { href } from "../shell/router.ts";
import { can, useMe } from "../shell/session.ts";
import { Empty, Load } from "../shell/states.tsx";
import { useLoad } from "../shell/use-load.ts";
import { dayName } from "./words.ts";

/** Who was there: ticked by those who keep the list; everybody else sees the own line. */
export function AttendanceList({ day }: { day: StudyDay }) {
  const path = `/api/staff/study-days/${day.slot}/attendance`;
  const from = useLoad((signal) => api<Attendance>("GET", path, undefined, { signal }), [day.slot]);
  const keeps = can(useMe(), "editor", "director", "lead");
  const [code, setCode] = useState(false);

  const tick = async (list: Attendance, person: string, present: boolean) => {
    const put = (one: Attendee) => from.replace({ ...list, people: list.people.map((other) => (other.id === one.id ? one : other)) });
    const before = list.people.find(({ id }) => id === person)!;
    put({ ...before, present });
    try {
      put(await api<Attendee>("POST", path, { person, present }));
    } catch (problem) {
      put(before);
      announce(problemText(problem), "error");
    }
  };

  return (
    <section class="card stack" aria-labelledby="attendance">
      <h2 id="attendance">签到</h2>
      <Load from={from}>
        {(list) => (
          <div class="stack">
            {keeps && day.state !== "cancelled" && (
              <div class="toolbar">
                <Button kind="plain" onClick={() => setCode(true)}>
                  签到二维码
                </Button>
                <a class="button plain" href={href(`/calendar/${day.slot}/sheet`)}>
                  打印签到表
                </a>
              </div>
            )}
            {list.people.length === 0 && <Empty title="还没有参加学习的人员" hint="角色是部内干部或组室负责人的人员会列在这里。" />}
            {keeps && list.people.length > 0 && (
              <p role="status">
                应到 {list.people.length} 人，已签到 {list.people.filter(({ present }) => present).length} 人。
              </p>
            )}
            <ul class="plain-list attendance">
              {list.people.map(({ id, name, office, present, by }) => (
                <li key={id}>
                  <label>
                    <input
                      type="checkbox"
                      checked={present}
                      disabled={!keeps || day.state === "cancelled"}
                      onChange={(event) => void tick(list, id, event.currentTarget.checked)}
                    />
                    <span>{name}</span>
                    <small class="muted">{office}</small>
                    {by === "code" && <span class="badge blue">扫码</span>}
                  </label>
                </li>
              ))}
            </ul>
            {code && list.checkIn && (
              <Dialog title={`${dayName(day.date)} 签到`} onClose={() => setCode(false)}>
                <p>开始前一小时到结束后半小时，用手机扫一扫，登录后点“签到”。</p>
                <CheckInCode address={list.checkIn} />
              </Dialog>
            )}
          </div>
        )}
      </Load>
    </section>
  );
}

/** The code for the wall; what draws it is loaded when first shown. */
function CheckInCode({ address }: { address: string }) {
  const from = useLoad(() => lazyQr(address), [address]);
  return (
    <Load from={from}>
      {({ size, path }) => (
        <svg
          class="check-in-code"
          viewBox={`0 0 ${size} ${size}`}
          role="img"
          aria-label={`签到二维码：${address}`}
          shape-rendering="crispEdges"
        >
          <path fill="#fff" d={`M0 0h${size}v${size}H0z`} />
          <path d={path} />
        </svg>
      )}
    </Load>
  );
}
