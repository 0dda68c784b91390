/**
 * Prints the material without the host's page around it: from a hidden frame of the same origin, so that no second
 * window opens. Where frames cannot print, the whole page is printed.
 *
 * @param root the drawn widget inside its shadow root; the frame gets the styles that it has on the screen
 */
export function printAlone(root: HTMLElement): void {
  const frame = document.createElement("iframe");
  // Not `hidden`: browsers print nothing of a frame that has no box.
  Object.assign(frame.style, { position: "fixed", width: "0", height: "0", border: "0" });
  frame.title = document.title;
  document.body.append(frame);
  const view = frame.contentWindow as (Window & typeof globalThis) | null;
  try {
    const shadow = root.getRootNode() as ShadowRoot;
    const sheet = new view!.CSSStyleSheet();
    sheet.replaceSync(shadow.adoptedStyleSheets.map((own) => Array.from(own.cssRules, (rule) => rule.cssText).join("")).join(""));
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
