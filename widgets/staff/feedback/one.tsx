import type { VNode } from "preact";
import { useState } from "preact/hooks";
import type { AnswerTemplates, FeedbackDesk, FeedbackRecord } from "../../../functions/feedback/staff.contract.ts";
import { api } from "../shell/api.ts";
import { useMe, can } from "../shell/session.ts";
import { Load } from "../shell/states.tsx";
import { type Loaded, useLoad } from "../shell/use-load.ts";
import { Detail, type DetailActions } from "./detail.tsx";
import { MaterialPane } from "./material-pane.tsx";

interface OneProps {
  id: string;
  desk: Loaded<FeedbackDesk>;
  templates: Loaded<AnswerTemplates>;
  /** Wide enough to read feedback and material side by side. */
  sideBySide: boolean;
  onChanged: (record: FeedbackRecord) => void;
  onActions: (actions: DetailActions) => void;
}

function Halves({ record, detail, sideBySide }: { record: FeedbackRecord; detail: VNode; sideBySide: boolean }) {
  const [reading, setReading] = useState(false);
  const { material } = record;
  if (!material) return detail;
  if (sideBySide)
    return (
      <div class="feedback-halves">
        {detail}
        <MaterialPane id={material} />
      </div>
    );
  return (
    <div class="stack">
      <div class="toolbar" role="group" aria-label="看反馈还是资料">
        <button type="button" class="plain" aria-pressed={!reading} onClick={() => setReading(false)}>
          反馈与答复
        </button>
        <button type="button" class="plain" aria-pressed={reading} onClick={() => setReading(true)}>
          资料原文
        </button>
      </div>
      {/* What is being written stays in its place while the material is read. */}
      <div hidden={reading}>{detail}</div>
      {reading && <MaterialPane id={material} />}
    </div>
  );
}

/** The open feedback, loaded anew each time, with the material that it is about. */
export function OneFeedback({ id, desk, templates, sideBySide, onChanged, onActions }: OneProps) {
  const person = useMe();
  const from = useLoad((signal) => api<FeedbackRecord>("GET", `/api/staff/feedback/${id}`, undefined, { signal }), [id]);
  return (
    <Load from={from}>
      {(record) =>
        record.id === id && (
          <Halves
            record={record}
            sideBySide={sideBySide}
            detail={
              <Detail
                key={record.id}
                record={record}
                offices={desk.value?.offices ?? []}
                templates={templates.value?.templates ?? []}
                bound={can(person, "editor", "director") ? undefined : person.office}
                onActions={onActions}
                onChanged={(after) => {
                  from.replace(after);
                  onChanged(after);
                }}
              />
            }
          />
        )
      }
    </Load>
  );
}
