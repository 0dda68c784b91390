import { useRef, useState } from "preact/hooks";
import { Button } from "../shell/form.tsx";

interface ChooseFileProps {
  label: string;
  busy: boolean;
  onFile: (file: File) => void;
}

/** A place to drop a file on, with a button that does the same for the keyboard and the finger. */
export function ChooseFile({ label, busy, onFile }: ChooseFileProps) {
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const take = (files: FileList | null | undefined) => {
    const file = files?.[0];
    if (file) onFile(file);
  };
  return (
    <div
      class={over ? "drop over" : "drop"}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        take(event.dataTransfer?.files);
      }}
    >
      <p>把填好的表格拖到这里，或者</p>
      <Button busy={busy} onClick={() => input.current?.click()}>
        {label}
      </Button>
      <input
        ref={input}
        type="file"
        hidden
        aria-label={label}
        accept=".xlsx,.csv,.txt,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        onChange={(event) => {
          take(event.currentTarget.files);
          // The same file, mended, may be chosen again.
          event.currentTarget.value = "";
        }}
      />
      <p class="muted small">可以是 Excel（.xlsx）或 CSV，一次最多 500 行</p>
    </div>
  );
}
