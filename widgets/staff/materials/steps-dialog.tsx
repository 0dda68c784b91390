import { useState } from "preact/hooks";
import type { MaterialRecord } from "../../../functions/materials/contract.ts";
import type { CheckAnswer } from "../../../functions/materials/queue.contract.ts";
import type { ApiProblem } from "../shell/api.ts";
import { Dialog } from "../shell/dialog.tsx";
import { useDraft } from "../shell/drafts.ts";
import { Button, FormError, TextArea, TextField } from "../shell/form.tsx";
import { fromBeijing, toBeijing } from "../shell/format.ts";
import { FoundWords } from "./record-warnings.tsx";
import { runStep } from "./steps-run.ts";

export type Forward = "provide" | "review" | "sign";
type Words = CheckAnswer["words"];

const titles: Record<Forward, string> = { provide: "提供资料，交去保密审查", review: "保密审查通过", sign: "签发" };
const texts: Record<Forward, string> = {
  provide: "提供后您不能再改；审查人退回后才能再改。",
  review: "请确认资料里没有涉密内容和不宜公开的内容：涉密不上网。",
  sign: "签发后资料就在公开页上，发布时间由系统记录。",
};
const actions: Record<Forward, string> = { provide: "提供", review: "通过", sign: "签发" };
const YEAR = 365 * 24 * 3_600_000;

/** The reason that was last given in this record, offered again: each of the three has to stand by it. */
function lastReason({ steps }: MaterialRecord): string {
  return [...steps].reverse().find(({ overrule }) => overrule)?.overrule ?? "";
}

/** Words that the server has found and the screen not yet. */
const wordsOf = (problem: ApiProblem): Words =>
  problem.errors.map(({ field, code }) => ({ field: field as Words[number]["field"], word: code, around: "" }));

/** Why a moment will not do, as a sentence; undefined when it will. */
function wrongMoment(local: string, now: number): string | undefined {
  if (local === "") return "请选择日期和时间。";
  const at = Date.parse(fromBeijing(local));
  if (at <= now) return "这个时间已经过去了。";
  return at - now > YEAR ? "最多可以定到一年以后。" : undefined;
}

function When({
  local,
  opened,
  onLocal,
  error,
}: {
  local: string | undefined;
  /** When the dialog was opened, ISO: earlier moments are not offered. */
  opened: string;
  onLocal: (local: string | undefined) => void;
  error: string | undefined;
}) {
  return (
    <fieldset class="stack">
      <legend>什么时候发布</legend>
      <label class="choice">
        <input type="radio" name="when" checked={local === undefined} onChange={() => onLocal(undefined)} />
        现在就发布
      </label>
      <label class="choice">
        <input type="radio" name="when" checked={local !== undefined} onChange={() => onLocal("")} />
        定时发布
      </label>
      {local !== undefined && (
        <TextField
          label="发布时间"
          name="publishAt"
          type="datetime-local"
          value={local}
          onInput={onLocal}
          min={toBeijing(opened)}
          hint="北京时间，到时自动发布；在那之前退回就不发布了。"
          error={error}
          required
        />
      )}
    </fieldset>
  );
}

interface StepDialogProps {
  step: Forward;
  record: MaterialRecord;
  words: Words;
  onChange: (record: MaterialRecord) => void;
  onClose: () => void;
}

/** Asks what one of the three steps needs: a remark, a reason for listed words, a moment. */
export function StepDialog({ step, record, words: known, onChange, onClose }: StepDialogProps) {
  const [words, setWords] = useState(known);
  const note = useDraft(`material-note-${step}:${record.id}`, "");
  const overrule = useDraft(`material-overrule:${record.id}`, lastReason(record));
  const [local, setLocal] = useState<string>();
  const [opened] = useState(() => new Date().toISOString());
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>();
  const reason = overrule.value.trim();
  const noReason = words.length > 0 && reason === "" ? "请写明理由，或者先退回修改。" : undefined;
  const [wrongTime, setWrongTime] = useState<string>();
  const go = async () => {
    setTried(true);
    const wrong = local === undefined ? undefined : wrongMoment(local, Date.now());
    setWrongTime(wrong);
    if (noReason || wrong) return undefined;
    setBusy(true);
    const why = words.length > 0 ? { overrule: reason } : {};
    const more = step === "sign" ? (local === undefined ? {} : { publishAt: fromBeijing(local) }) : { note: note.value.trim() };
    try {
      const refused = await runStep(record, step, { ...why, ...more }, onChange);
      if (!refused) {
        note.clear();
        overrule.clear();
        return onClose();
      }
      if (refused.code === "words-found") setWords(wordsOf(refused));
      setProblem(refused);
    } catch (error) {
      setProblem(error);
    }
    return setBusy(false);
  };
  return (
    <Dialog
      title={titles[step]}
      onClose={onClose}
      actions={
        <>
          <Button kind="plain" onClick={onClose}>
            取消
          </Button>
          <Button busy={busy} onClick={() => void go()}>
            {step === "sign" && local !== undefined ? "定时签发" : actions[step]}
          </Button>
        </>
      }
    >
      <p>
        《{record.title}》。{texts[step]}
      </p>
      {step === "sign" && <When local={local} opened={opened} onLocal={setLocal} error={wrongTime} />}
      {words.length > 0 && (
        <div class="warning">
          <p>
            <b>资料里有词表中的词：</b>
          </p>
          <FoundWords words={words} />
        </div>
      )}
      {words.length > 0 && (
        <TextArea
          label="保留这些词的理由"
          name="overrule"
          rows={3}
          value={overrule.value}
          onInput={overrule.set}
          maxLength={300}
          required
          hint="理由会记在办理记录里。"
          error={tried ? noReason : undefined}
        />
      )}
      {step !== "sign" && (
        <TextArea
          label="备注"
          name="note"
          rows={2}
          value={note.value}
          onInput={note.set}
          maxLength={300}
          hint="可以不填，会记在办理记录里。"
        />
      )}
      <FormError problem={problem} />
    </Dialog>
  );
}
