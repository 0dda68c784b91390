import { useState } from "preact/hooks";
import type { Duplicates, FeedbackRecord } from "../../../functions/feedback/staff.contract.ts";
import { feedbackStateNames } from "../../../functions/feedback/contract.ts";
import { announce } from "../shell/announce.tsx";
import { api, ApiProblem } from "../shell/api.ts";
import { Dialog } from "../shell/dialog.tsx";
import { Button, FormError, TextField } from "../shell/form.tsx";
import { dateTime } from "../shell/format.ts";
import { Empty, Load } from "../shell/states.tsx";
import { useLoad } from "../shell/use-load.ts";
import { fromOf, stateTones } from "./words.ts";

interface MergeProps {
  record: FeedbackRecord;
  onMerged: (record: FeedbackRecord) => void;
  onClose: () => void;
}

/** Picks the one that will be answered for both: the same material first, then what shares most words. */
export function MergeDialog({ record, onMerged, onClose }: MergeProps) {
  const [q, setQ] = useState("");
  const [into, setInto] = useState("");
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>();
  const path = `/api/staff/feedback/${record.id}/duplicates${q.trim() ? `?q=${encodeURIComponent(q.trim())}` : ""}`;
  const from = useLoad((signal) => api<Duplicates>("GET", path, undefined, { signal }), [path]);
  const merge = async () => {
    setBusy(true);
    setProblem(undefined);
    try {
      onMerged(await api<FeedbackRecord>("POST", `/api/staff/feedback/${record.id}/merge`, { version: record.version, into }));
    } catch (error) {
      if (error instanceof ApiProblem && error.code === "conflict") {
        const current = error.current as FeedbackRecord;
        if (current.mergedInto !== into) announce("别人刚刚处理过这一条，现在显示的是最新情况。", "error");
        onMerged(current);
      } else {
        setProblem(error);
        from.reload();
      }
    } finally {
      setBusy(false);
    }
  };
  return (
    <Dialog
      title="合并到哪一条？"
      wide
      onClose={onClose}
      actions={
        <>
          <Button kind="plain" onClick={onClose}>
            取消
          </Button>
          <Button busy={busy} disabled={into === ""} onClick={() => void merge()}>
            合并到所选的一条
          </Button>
        </>
      }
    >
      <p>合并后，所选那一条的答复会同时答复这一条；这一条不单独公开，留言人凭查询码能看到答复。没有答复前可以撤销。</p>
      <blockquote class="quoted">{record.text}</blockquote>
      <TextField label="查找" name="merge-q" type="search" value={q} maxLength={60} onInput={setQ} />
      <Load from={from}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title="没有可以合并的反馈" hint="只能合并到待审或已受理、还没有答复的一条。" />
          ) : (
            <fieldset class="candidates">
              <legend class="visually-hidden">可以合并到的反馈</legend>
              {items.map((item) => (
                <div key={item.id} class="candidate">
                  <input id={`into-${item.id}`} type="radio" name="into" checked={into === item.id} onChange={() => setInto(item.id)} />
                  <label for={`into-${item.id}`}>
                    <span class="toolbar small">
                      <span class={`badge ${stateTones[item.state]}`}>{feedbackStateNames[item.state]}</span>
                      {item.sameMaterial && <span class="badge blue">同一资料</span>}
                      {item.overlap >= 30 && <span class="badge">文字相近 {item.overlap}%</span>}
                      <span class="muted">
                        {item.kind} · {fromOf(item)} · {dateTime(item.receivedAt)}
                      </span>
                    </span>
                    <span class="candidate-text">{item.text}</span>
                  </label>
                </div>
              ))}
            </fieldset>
          )
        }
      </Load>
      <FormError problem={problem} />
    </Dialog>
  );
}
