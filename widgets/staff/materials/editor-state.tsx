import { clockTime } from "../shell/format.ts";
import { problemText } from "../shell/problems.ts";
import type { SaveState } from "./editor-save-state.ts";

function words(state: SaveState): string {
  switch (state.kind) {
    case "untouched":
      return "还没有写内容";
    case "incomplete":
      return `写上${state.missing}后自动保存；现在已存在本机`;
    case "wrong":
      return `没有保存：${state.sentence}现在已存在本机`;
    case "waiting":
      return "马上自动保存…";
    case "saving":
      return "正在保存…";
    case "saved":
      return `已保存 ${clockTime(state.at)}`;
    case "offline":
      return "没有网络，已存在本机，恢复后自动保存";
    case "conflict":
      return "没有保存：别人也改了这一份";
    case "closed":
    case "refused":
      return `没有保存：${problemText(state.problem)}`;
  }
}

const tones: Partial<Record<SaveState["kind"], string>> = {
  saved: "good",
  offline: "amber",
  incomplete: "amber",
  wrong: "red",
  conflict: "red",
  closed: "red",
  refused: "red",
};

/** Where the text is safe, at every moment. Only what has come to rest is read out. */
export function SaveLine({ state }: { state: SaveState }) {
  const passing = state.kind === "waiting" || state.kind === "saving";
  return (
    <p class={`save-line ${tones[state.kind] ?? ""}`} data-state={state.kind}>
      <span role="status">{passing ? "" : words(state)}</span>
      {passing && words(state)}
    </p>
  );
}
