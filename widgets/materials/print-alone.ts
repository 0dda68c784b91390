import baseCss from "../core/base.css?inline";

/**
 * Prints the material without the host's page around it: from a hidden frame of the same origin, so that no second
 * window opens. Where frames cannot print, the whole page is printed.
 */
export function printAlone(root: HTMLElement, css: string): void {
  const frame = document.createElement("iframe");
  // Not `hidden`: browsers print nothing of a frame that has no box.
  Object.assign(frame.style, { position: "fixed", width: "0", height: "0", border: "0" });
  frame.title = document.title;
  document.body.append(frame);
  const view = frame.contentWindow as (Window & typeof globalThis) | null;
  try {
    const sheet = new view!.CSSStyleSheet();
    sheet.replaceSync(baseCss + css);
    view!.document.adoptedStyleSheets = [sheet];
    const copy = view!.document.importNode(root, true);
    view!.document.documentElement.lang = "zh-CN";
    view!.document.body.append(copy);
    view!.addEventListener("afterprint", () => frame.remove());
    view!.focus();
    view!.print();
  } catch {
    frame.remove();
    print();
  }
}
