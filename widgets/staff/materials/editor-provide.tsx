import { useState } from "preact/hooks";
import type { MaterialRecord } from "../../../functions/materials/contract.ts";
import type { CheckAnswer, FoundWord } from "../../../functions/materials/queue.contract.ts";
import { announce } from "../shell/announce.tsx";
import { api, ApiProblem } from "../shell/api.ts";
import { Dialog } from "../shell/dialog.tsx";
import { Button, FormError, TextArea } from "../shell/form.tsx";
import { go } from "../shell/router.ts";
import type { Saver } from "./editor-saver.ts";
import { FoundWords } from "./record-warnings.tsx";

interface ProvideProps {
  saver: Saver;
  words: CheckAnswer["words"];
  onClose: () => void;
}

/** 提供: hands the saved draft in for the secrecy review. */
export function Provide({ saver, words: known, onClose }: ProvideProps) {
  const [found, setFound] = useState<CheckAnswer["words"]>();
  const [note, setNote] = useState("");
  const [overrule, setOverrule] = useState("");
  const [missing, setMissing] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>();
  const words = found ?? known;
  const send = async () => {
    if (words.length > 0 && overrule.trim() === "") return setMissing(true);
    setBusy(true);
    setProblem(undefined);
    try {
      const record = await saver.run(({ id, version }) =>
        api<MaterialRecord>("POST", `/api/staff/materials/${id}/provide`, { version, note: note.trim(), overrule: overrule.trim() }),
      );
      announce("已提供，等待保密审查");
      go(`/materials/${record.id}`);
    } catch (error) {
      // Written a moment ago, so that no check has seen them yet.
      if (error instanceof ApiProblem && error.code === "words-found")
        setFound(error.errors.map(({ field, code }) => ({ word: code, field: field as FoundWord["field"], around: "" })));
      setProblem(error);
      setBusy(false);
    }
  };
  return (
    <Dialog
      title="提供这份资料"
      onClose={onClose}
      actions={
        <>
          <Button kind="plain" onClick={onClose}>
            再改一改
          </Button>
          <Button busy={busy} onClick={() => void send()}>
            确定提供
          </Button>
        </>
      }
    >
      <p>提供之后由别人做保密审查和签发，您就不能再改了；需要修改时请对方退回。</p>
      {words.length > 0 && (
        <>
          <p>
            <b>资料里有词表中的词：</b>
          </p>
          <FoundWords words={words} />
          <TextArea
            label="保留这些词的理由"
            name="overrule"
            rows={2}
            required
            maxLength={300}
            value={overrule}
            onInput={setOverrule}
            error={missing && overrule.trim() === "" ? "请写明理由，或者回去修改。" : undefined}
          />
        </>
      )}
      <TextArea label="给审查人的话（可不写）" name="note" rows={2} maxLength={300} value={note} onInput={setNote} />
      <FormError problem={problem} />
    </Dialog>
  );
}
