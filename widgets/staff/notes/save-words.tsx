import { clockTime } from "../shell/format.ts";
import { problemText } from "../shell/problems.ts";
import type { SaveState } from "./note-saver.ts";

function words(state: SaveState): string {
  switch (state.kind) {
    case "untouched":
      return "";
    case "waiting":
    case "saving":
      return "正在保存…";
    case "saved":
      return `已保存 ${clockTime(state.at)}`;
    case "offline":
      return "存在本机，网络恢复后自动保存";
    case "refused":
      return `没有保存：${problemText(state.problem)}内容存在本机`;
    case "gone":
      return "存在本机";
    case "conflict":
      return "";
  }
}

/** Where the words are now; read out when the device alone has them. */
export function SaveWords({ state, onSettle }: { state: SaveState; onSettle: () => void }) {
  const urgent = state.kind === "offline" || state.kind === "refused";
  return (
    <>
      <span class={urgent ? "note-urgent" : "muted"}>{words(state)}</span>
      <span role="status" class="visually-hidden">
        {urgent ? words(state) : ""}
      </span>
      {state.kind === "conflict" && (
        <button type="button" class="quiet note-urgent" onClick={onSettle}>
          另一台设备上也改了同一段，点这里选择
        </button>
      )}
    </>
  );
}
