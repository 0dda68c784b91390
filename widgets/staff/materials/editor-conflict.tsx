import { useState } from "preact/hooks";
import { plainText } from "../../../functions/word/plain-text.ts";
import type { MaterialRecord } from "../../../functions/materials/contract.ts";
import { Conflict, type ConflictField } from "../shell/conflict.tsx";
import { Dialog } from "../shell/dialog.tsx";
import type { Draft } from "../shell/drafts.ts";
import { Button } from "../shell/form.tsx";
import { Differing } from "./editor-differing.tsx";
import type { Saver } from "./editor-saver.ts";
import { sameValues, toSend, valuesOf, type Values } from "./editor-values.ts";
import { workingText } from "./record-text.ts";

const fields: ConflictField<Values>[] = [
  { key: "title", label: "标题" },
  { key: "category", label: "分类" },
  { key: "body", label: "正文" },
  { key: "ties", label: "三个结合" },
  { key: "author", label: "作者" },
  { key: "source", label: "来源" },
  { key: "documentDate", label: "成文日期" },
  { key: "origin", label: "原创或转载", show: (value) => (value === "own" ? "本单位原创" : "转载") },
  { key: "authorisation", label: "转载授权" },
  { key: "link", label: "原文地址" },
  { key: "requiredReading", label: "必读资料" },
  { key: "summary", label: "摘要" },
  { key: "questions", label: "讨论题" },
];

/** In the text, each side has marked what the other does not have. */
const fieldsOf = (mine: string, theirs: string): ConflictField<Values>[] =>
  fields.map((field) =>
    field.key === "body" ? { ...field, show: (body) => <Differing body={String(body)} other={body === mine ? theirs : mine} /> } : field,
  );

interface SettleProps {
  saver: Saver;
  current: MaterialRecord;
  aside: Draft<Values | null>;
  /** The fields hold something else now. */
  onSettled: () => void;
  onClose: () => void;
}

/** Two people changed one material: what is not chosen stays as a version on the server, or on this device. */
export function SettleConflict({ saver, current, aside, onSettled, onClose }: SettleProps) {
  const mine = toSend(saver.mine);
  const theirs = valuesOf(current);
  return (
    <Conflict
      mine={mine}
      theirs={theirs}
      fields={fieldsOf(mine.body, theirs.body)}
      onChoose={(chosen) => {
        if (!sameValues(chosen, mine)) aside.set(mine);
        saver.resolve(current, chosen);
        onSettled();
      }}
      onClose={onClose}
    />
  );
}

interface AsideProps {
  aside: Draft<Values | null>;
  onTake: (values: Values) => void;
}

/** What was not chosen in a conflict can be had back until it is thrown away. */
export function SetAside({ aside, onTake }: AsideProps) {
  const [open, setOpen] = useState(false);
  const values = aside.value;
  if (!values) return null;
  return (
    <div class="warning toolbar">
      <span class="grow">您上次没有采用的内容还在这台电脑上（{plainText(values.body).length} 字）。</span>
      <Button kind="plain" onClick={() => setOpen(true)}>
        看一看
      </Button>
      <Button kind="quiet" onClick={() => aside.clear(null)}>
        不要了
      </Button>
      {open && (
        <Dialog
          title="没有采用的内容"
          wide
          onClose={() => setOpen(false)}
          actions={
            <Button
              onClick={() => {
                setOpen(false);
                aside.clear(null);
                onTake(values);
              }}
            >
              换成这一份
            </Button>
          }
        >
          {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be within reach of the keyboard */}
          <article class="import-result" tabIndex={0} aria-label="没有采用的内容">
            <h3>{values.title}</h3>
            <div class="reading-body">{workingText(values.body)}</div>
          </article>
        </Dialog>
      )}
    </div>
  );
}
