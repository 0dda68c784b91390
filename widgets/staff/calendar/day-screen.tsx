import "./calendar.css";
import { useState } from "preact/hooks";
import type { StudyDay } from "../../../functions/study-days/contract.ts";
import { announce } from "../shell/announce.tsx";
import { api } from "../shell/api.ts";
import { Button, TextField } from "../shell/form.tsx";
import { confirm, Dialog } from "../shell/dialog.tsx";
import { fieldError, problemText } from "../shell/problems.ts";
import { href } from "../shell/router.ts";
import type { ScreenProps } from "../shell/screens.ts";
import { can, useMe } from "../shell/session.ts";
import { Load, Screen } from "../shell/states.tsx";
import { useLoad } from "../shell/use-load.ts";
import { Photos } from "../study/photos.tsx";
import { AttendanceList } from "./attendance.tsx";
import { Minutes } from "./minutes.tsx";
import { PlanForm } from "./plan-form.tsx";
import { badgeOf, dayName } from "./words.ts";

interface PartProps {
  day: StudyDay;
  onChange: (day: StudyDay) => void;
}

const address = ({ slot }: StudyDay) => `/api/staff/study-days/${slot}`;

/** Moves the day to another date, with the reason that everybody is told. */
function Move({ day, onChange, onClose }: PartProps & { onClose: () => void }) {
  const [date, setDate] = useState(day.date);
  const [reason, setReason] = useState("");
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>();
  const missing = reason.trim() === "" && problem !== undefined ? "请写明原因。" : undefined;
  const save = async () => {
    setBusy(true);
    try {
      onChange(await api<StudyDay>("POST", `${address(day)}/move`, { version: day.version, date, reason }));
      announce("已改期");
      onClose();
    } catch (error) {
      setProblem(error);
      setBusy(false);
    }
  };
  return (
    <Dialog
      title="改期"
      onClose={onClose}
      actions={
        <>
          <Button kind="plain" onClick={onClose}>
            取消
          </Button>
          <Button busy={busy} onClick={() => void save()}>
            改期
          </Button>
        </>
      }
    >
      <TextField label="改到哪一天" name="date" type="date" value={date} onInput={setDate} error={fieldError(problem, "date")} required />
      <TextField
        label="原因"
        name="reason"
        value={reason}
        maxLength={200}
        onInput={setReason}
        error={missing ?? fieldError(problem, "reason")}
        required
      />
      {problem !== undefined && !fieldError(problem, "date") && !missing && <p class="form-error">{problemText(problem)}</p>}
    </Dialog>
  );
}

/** What an editor may do with the date: only what is possible now. */
function Steps({ day, onChange }: PartProps) {
  const [moving, setMoving] = useState(false);
  const step = async (name: "cancel" | "restore", body: object, done: string) => {
    try {
      onChange(await api<StudyDay>("POST", `${address(day)}/${name}`, { version: day.version, ...body }));
      announce(done);
    } catch (problem) {
      announce(problemText(problem), "error");
    }
  };
  const cancel = async () => {
    const reason = await confirm({
      title: "取消这次集中学习",
      text: "订阅了日历的人会看到“已取消”。",
      action: "取消这次学习",
      cancel: "不取消",
      danger: true,
      reason: { label: "原因", required: true, maxLength: 200 },
    });
    if (reason !== undefined) await step("cancel", { reason }, "已取消");
  };
  return (
    <>
      {day.state !== "cancelled" && (
        <Button kind="plain" onClick={() => setMoving(true)}>
          改期
        </Button>
      )}
      {day.state !== "cancelled" && day.minutes === "" && (
        <Button kind="danger" onClick={() => void cancel()}>
          取消这次学习
        </Button>
      )}
      {day.state !== "planned" && (
        <Button kind="plain" onClick={() => void step("restore", {}, "已恢复到原来的星期五")}>
          恢复到 {dayName(day.slot)}
        </Button>
      )}
      {moving && <Move day={day} onChange={onChange} onClose={() => setMoving(false)} />}
    </>
  );
}

/** The plan as everybody reads it. */
function Plan({ day }: { day: StudyDay }) {
  const { text, kind } = badgeOf(day);
  return (
    <div class="stack">
      <p>
        <span class={`badge ${kind}`}>{text}</span>
        {day.reason && ` ${day.reason}`}
      </p>
      <dl class="facts">
        <dt>时间</dt>
        <dd>
          {dayName(day.date)} {day.startsAt}–{day.endsAt}
          {day.date !== day.slot && <small class="muted">（原定 {dayName(day.slot)}）</small>}
        </dd>
        <dt>地点</dt>
        <dd>{day.place || "未定"}</dd>
        <dt>主题</dt>
        <dd>{day.topic || "未定"}</dd>
      </dl>
      {day.agenda && <p class="calendar-text">{day.agenda}</p>}
      {day.materials.length > 0 && (
        <div>
          <h3>学习资料</h3>
          <ul>
            {day.materials.map(({ id, title }) => (
              <li key={id}>
                <a href={`/column/${id}`} target="_blank" rel="noopener">
                  {title}
                </a>
              </li>
            ))}
          </ul>
        </div>
      )}
    </div>
  );
}

function Day({ day, onChange }: PartProps) {
  const me = useMe();
  const [editing, setEditing] = useState(false);
  const plans = can(me, "editor", "director");
  const records = can(me, "editor", "director", "lead") && day.state !== "cancelled";
  const photo = async (method: "POST" | "DELETE", path: string, body: object) =>
    onChange(await api<StudyDay>(method, `${address(day)}/photos${path}`, { version: day.version, ...body }));
  return (
    <div class="split">
      <div class="stack">
        <section class="card stack" aria-labelledby="plan">
          <h2 id="plan">安排</h2>
          {editing ? (
            <PlanForm
              day={day}
              onSaved={(saved) => {
                onChange(saved);
                setEditing(false);
              }}
              onClose={() => setEditing(false)}
            />
          ) : (
            <>
              <Plan day={day} />
              {plans && (
                <div class="toolbar">
                  <Button onClick={() => setEditing(true)}>{day.topic ? "修改安排" : "安排这一次"}</Button>
                  <Steps day={day} onChange={onChange} />
                </div>
              )}
            </>
          )}
        </section>
        <section class="card stack" aria-labelledby="record">
          <h2 id="record">学习记录</h2>
          <Minutes day={day} editable={records} onChange={onChange} />
          <Photos
            record={address(day)}
            photos={day.photos}
            onAdd={records && day.version > 0 ? (upload) => photo("POST", "", { upload }) : undefined}
            onRemove={records ? (id) => photo("DELETE", `/${id}`, {}) : undefined}
          />
        </section>
      </div>
      <AttendanceList day={day} />
    </div>
  );
}

/** `#/calendar/:slot`: one study Friday. */
export default function DayScreen({ params }: ScreenProps) {
  const slot = params["slot"]!;
  const from = useLoad((signal) => api<StudyDay>("GET", `/api/staff/study-days/${slot}`, undefined, { signal }), [slot]);
  return (
    <Screen
      title={from.value ? `集中学习：${dayName(from.value.date)}` : "集中学习"}
      actions={
        <a class="button plain" href={href("/calendar", { year: slot.slice(0, 4) })}>
          返回日历
        </a>
      }
    >
      <Load from={from}>{(day) => <Day day={day} onChange={from.replace} />}</Load>
    </Screen>
  );
}
