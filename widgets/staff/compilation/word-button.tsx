import { useState } from "preact/hooks";
import type { Compilation } from "../../../functions/compilation/contract.ts";
import { announce } from "../shell/announce.tsx";
import { Button } from "../shell/form.tsx";
import { problemText } from "../shell/problems.ts";
import { saveFile } from "../shell/sheets.ts";
import { loadContent } from "./load-content.ts";
import { loadPictures } from "./pictures.ts";

/** Makes the Word file here, in the browser: the texts are public, and no answer of the server grows with them. */
export function WordButton({ compilation, disabled }: { compilation: Compilation; disabled: boolean }) {
  const [busy, setBusy] = useState(false);
  const make = async () => {
    setBusy(true);
    try {
      const { wordFile } = await import("./word.ts");
      const content = await loadContent(compilation);
      const file = await wordFile(content, await loadPictures(content));
      saveFile(
        `${[content.title, content.issue]
          .filter(Boolean)
          .join(" ")
          .replace(/[\\/:*?"<>|]/g, "")}.docx`,
        file,
      );
      if (content.missing.length > 0) announce(`已撤回的没有印出：${content.missing.join("、")}`, "error");
      else announce("Word 文件已生成");
    } catch (problem) {
      announce(problemText(problem), "error");
    }
    setBusy(false);
  };
  return (
    <Button busy={busy} disabled={disabled} onClick={() => void make()}>
      导出 Word
    </Button>
  );
}
