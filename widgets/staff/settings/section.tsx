import type { ComponentChildren } from "preact";
import type { ColumnSettings, VersionedSettings } from "../../../functions/settings/contract.ts";
import { Conflict, type ConflictField } from "../shell/conflict.tsx";
import { Button, FormError } from "../shell/form.tsx";
import type { SectionState } from "./use-section.ts";

export interface SectionProps {
  settings: VersionedSettings;
  /** Whether this person may change anything. */
  editable: boolean;
  onSaved: (settings: VersionedSettings) => void;
}

interface FrameProps<K extends keyof ColumnSettings> {
  state: SectionState<K>;
  editable: boolean;
  /** For the comparison when two people have changed the same. */
  fields: ConflictField<Pick<ColumnSettings, K>>[];
  /** What keeps it from being saved, found before asking the server. */
  blocked?: boolean;
  children: ComponentChildren;
}

/** The form around a section: its fields, one button that saves all of them, and what to do when two people edit the same. */
export function SectionForm<K extends keyof ColumnSettings>({ state, editable, fields, blocked = false, children }: FrameProps<K>) {
  const { dirty, busy, problem, theirs, mine, recovered, save, undo, choose, closeConflict } = state;
  return (
    <form
      class="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (dirty && !busy && !blocked) save();
      }}
    >
      {recovered && <p class="settings-note">这里是您上次没有保存的修改，请核对后保存；不要了就点“撤销修改”。</p>}
      {children}
      {editable && (
        <div class={dirty ? "settings-foot unsaved" : "settings-foot"}>
          <FormError problem={problem} />
          <div class="toolbar">
            <Button submit busy={busy} disabled={!dirty || blocked}>
              保存
            </Button>
            {dirty && (
              <Button kind="plain" onClick={undo}>
                撤销修改
              </Button>
            )}
            <span class="muted" role="status">
              {dirty ? "有修改还没有保存" : ""}
            </span>
          </div>
        </div>
      )}
      {theirs && <Conflict mine={mine} theirs={theirs} fields={fields} onChoose={choose} onClose={closeConflict} />}
    </form>
  );
}
