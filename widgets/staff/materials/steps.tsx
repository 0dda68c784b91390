import { useEffect, useRef, useState } from "preact/hooks";
import type { MaterialRecord } from "../../../functions/materials/contract.ts";
import type { CheckAnswer } from "../../../functions/materials/queue.contract.ts";
import { roleNames } from "../../../functions/people/role-names.ts";
import { Button } from "../shell/form.tsx";
import { dateTime } from "../shell/format.ts";
import { stepNames } from "./list-words.ts";
import { StepDialog, type Forward } from "./steps-dialog.tsx";
import { ReasonDialog, type Backward } from "./steps-reason.tsx";

const three: Forward[] = ["provide", "review", "sign"];
const current: Record<MaterialRecord["state"], number> = { draft: 0, "to-review": 1, "to-sign": 2, published: 3, withdrawn: 3 };
const forwardLabels: Record<Forward, string> = { provide: "提供，交去审查", review: "审查通过", sign: "签发" };

const backwards: Backward[] = ["return", "revise", "withdraw"];
const backwardLabels: Record<Backward, string> = { return: "退回", revise: "修订", withdraw: "撤回" };

const isForward = (step: Forward | Backward): step is Forward => (three as string[]).includes(step);

/** The steps of the present round: since it was last provided. */
function roundOf({ steps, state }: MaterialRecord) {
  const provided = steps.map(({ step }) => step).lastIndexOf("provide");
  return state === "draft" || provided < 0 ? [] : steps.slice(provided);
}

const names = (roles: string[]) => roles.map((role) => roleNames[role as keyof typeof roleNames] ?? role).join("、");

/** Who has to take the next step when this person may not, as one sentence. */
function whoElse({ blocked, state }: MaterialRecord): string | undefined {
  const next = three[current[state]];
  const reason = blocked.find(({ action }) => action === next);
  if (!reason || !next) return undefined;
  const step = stepNames[next];
  if (reason.why === "own-material") return `这份资料是您提供的，${step}要由其他人来做（${names(reason.roles)}）。`;
  if (reason.why === "reviewed-it") return `您已做过保密审查，签发要由另一个人来做（${names(reason.roles)}）。`;
  if (reason.why === "not-yours") return "这是别人的草稿，由提供人本人、组室负责人或编辑来提供。";
  return `下一步是${step}，由${names(reason.roles)}来做。`;
}

function Step({ step, place, record }: { step: Forward; place: number; record: MaterialRecord }) {
  const taken = roundOf(record).find((one) => one.step === step);
  const now = current[record.state] === place && !taken;
  const mark = taken ? "已办" : now ? "现在" : "";
  return (
    <li class={taken ? "done" : now ? "now" : ""} aria-current={now ? "step" : undefined}>
      <span class="step-number" aria-hidden="true">
        {taken ? "✓" : place + 1}
      </span>
      <span class="step-words">
        <b>{stepNames[step]}</b> {mark && <span class="visually-hidden">（{mark}）</span>}
        <small>{taken ? `${taken.name} ${dateTime(taken.at)}` : now ? "等待办理" : "还没到"}</small>
      </span>
    </li>
  );
}

/** What the state means for this person now, in a sentence. */
function standing(record: MaterialRecord): string | undefined {
  const { state, publishAt, steps, live, publishedAt } = record;
  const last = steps[steps.length - 1];
  if (state === "draft" && last?.step === "return") return `${last.name}退回了这份资料：${last.note ?? ""}`;
  if (publishAt) return `已签发，定于 ${dateTime(publishAt)}（北京时间）自动发布。退回就不发布了。`;
  if (state === "withdrawn" && last?.step === "withdraw") return `${last.name} ${dateTime(last.at)} 撤回：${last.note ?? ""}`;
  if (state === "published" && publishedAt) return `${dateTime(publishedAt)} 发布，公开页上看得到。`;
  if (live) return "公开页上仍是上一版，这里的修改签发后才替换。";
  return undefined;
}

interface StepsProps {
  record: MaterialRecord;
  words: CheckAnswer["words"];
  onChange: (record: MaterialRecord) => void;
}

/** 提供 → 保密审查 → 签发 with names and times, and a button for each thing that this person may do now. */
export function Steps({ record, words, onChange }: StepsProps) {
  const [asked, setAsked] = useState<Forward | Backward>();
  const sectionRef = useRef<HTMLElement>(null);
  const versionRef = useRef(record.version);
  useEffect(() => {
    // The button that was pressed is gone with its step: once the dialog is closed, the focus goes to what stands there now.
    if (asked || versionRef.current === record.version) return;
    versionRef.current = record.version;
    sectionRef.current?.focus();
  }, [record.version, asked]);
  const close = () => setAsked(undefined);
  const forward = three.filter((step) => record.allowed.includes(step));
  const others = backwards.filter((step) => record.allowed.includes(step));
  const sentences = [standing(record), whoElse(record)].filter((sentence) => sentence !== undefined);
  return (
    <section class="card stack steps" aria-label="办理" tabIndex={-1} ref={sectionRef}>
      <ol class="stepper plain-list">
        {three.map((step, place) => (
          <Step key={step} step={step} place={place} record={record} />
        ))}
      </ol>
      {sentences.map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
      {forward.length + others.length > 0 && (
        <div class="toolbar">
          {forward.map((step) => (
            <Button key={step} onClick={() => setAsked(step)}>
              {forwardLabels[step]}
            </Button>
          ))}
          {others.map((step) => (
            <Button key={step} kind={step === "withdraw" ? "danger" : "plain"} onClick={() => setAsked(step)}>
              {backwardLabels[step]}
            </Button>
          ))}
        </div>
      )}
      {asked && isForward(asked) && <StepDialog step={asked} record={record} words={words} onChange={onChange} onClose={close} />}
      {asked && !isForward(asked) && <ReasonDialog step={asked} record={record} onChange={onChange} onClose={close} />}
    </section>
  );
}
