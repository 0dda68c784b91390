import { useState } from "preact/hooks";
import type { NoteKind } from "../../../functions/notes/contract.ts";
import { threeTies } from "../../../functions/settings/contract.ts";
import { api } from "../shell/api.ts";
import { announce } from "../shell/announce.tsx";
import { confirm, Dialog } from "../shell/dialog.tsx";
import { keepDraft } from "../shell/drafts.ts";
import { Button, CheckField, FormError, SelectField, TextField } from "../shell/form.tsx";
import { go, href } from "../shell/router.ts";
import { AboutField } from "./about-field.tsx";
import type { NoteSaver } from "./note-saver.ts";
import { DRAFTS, kindNames, stateNames, titleOf, today } from "./note-values.ts";
import { OfferDialog } from "./offer-dialog.tsx";
import { changer } from "./use-note-saver.ts";
import { VersionsDialog } from "./versions-dialog.tsx";

interface DetailsProps {
  saver: NoteSaver;
  name: string;
  onClose: () => void;
}

/** Asks, then deletes the note here and on the server. @returns whether it is gone */
async function remove(saver: NoteSaver, name: string): Promise<boolean> {
  const text = `《${titleOf(saver.values)}》和它以前的版本都会删除，不能恢复。`;
  const sure = await confirm({ title: "删除这篇笔记", text, action: "删除", danger: true });
  if (sure === undefined) return false;
  await saver.flush();
  const { record } = saver;
  if (record) await api("DELETE", `/api/staff/notes/${record.id}?version=${record.version}`);
  saver.stop();
  for (const key of [name, ...(record ? [record.id] : [])]) keepDraft(DRAFTS + key, undefined);
  announce("已删除");
  return true;
}

/** Everything about a note but its words: what it is, of which day, about what; its versions, its publication, its end. */
export function Details({ saver, name, onClose }: DetailsProps) {
  const change = changer(saver);
  const { values, record } = saver;
  const [open, setOpen] = useState<"versions" | "offer">();
  const [problem, setProblem] = useState<unknown>();
  if (open === "versions" && record) return <VersionsDialog saver={saver} note={record} onClose={onClose} />;
  if (open === "offer" && record) return <OfferDialog saver={saver} onClose={onClose} />;
  const toggle = (tie: (typeof threeTies)[number], on: boolean) =>
    change({ ties: threeTies.filter((one) => (one === tie ? on : values.ties.includes(one))) });
  const onDelete = async () => {
    setProblem(undefined);
    try {
      if (await remove(saver, name)) go("/notes");
    } catch (error) {
      setProblem(error);
    }
  };
  return (
    <Dialog title="这篇笔记" onClose={onClose} actions={<Button onClick={onClose}>好</Button>}>
      <FormError problem={problem} />
      <SelectField
        label="类别"
        name="kind"
        value={values.kind}
        onInput={(kind) => change({ kind: kind as NoteKind })}
        options={Object.entries(kindNames).map(([value, label]) => ({ value, label }))}
        hint="心得可以提供发表，要写标题。"
        disabled={Boolean(record?.offered)}
      />
      <TextField
        label="学习日期"
        name="day"
        type="date"
        min="2000-01-01"
        max="2099-12-31"
        value={values.day}
        onInput={(day) => change({ day: day || today() })}
        hint="字数记在这一天所在的月份。"
      />
      <fieldset>
        <legend>三个结合</legend>
        {threeTies.map((tie) => (
          <CheckField
            key={tie}
            label={`结合${tie}`}
            name={`tie-${tie}`}
            checked={values.ties.includes(tie)}
            onInput={(on) => toggle(tie, on)}
          />
        ))}
      </fieldset>
      <AboutField about={values.about} onChange={(about) => change({ about })} />
      {record?.offered && (
        <p>
          已提供发表：{stateNames[record.offered.state]}。<a href={href(`/materials/${record.offered.material}`)}>看这份资料</a>
        </p>
      )}
      <div class="toolbar">
        {record && values.kind === "reflection" && !record.offered && (
          <Button kind="plain" onClick={() => setOpen("offer")}>
            提供发表
          </Button>
        )}
        {record && (
          <Button kind="plain" onClick={() => setOpen("versions")}>
            以前的版本
          </Button>
        )}
        <Button kind="danger" onClick={() => void onDelete()}>
          删除
        </Button>
      </div>
      <p class="muted small">只有您本人、本组室负责人和部领导能看这篇笔记；别人每次查看都会记录。</p>
    </Dialog>
  );
}
