import { frameAddress, nodesOf, sandbox, type SnippetChoice } from "../../core/snippets.ts";

/** Puts the snippet's elements and its script into an empty page, as the portal's page would hold them. */
function fillIn(page: Document, origin: string, choice: SnippetChoice): void {
  page.documentElement.lang = "zh-CN";
  for (const { name, attributes } of nodesOf(origin, choice)) {
    const node = page.createElement(name);
    for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
    page.body.append(node);
  }
  const script = page.createElement("script");
  script.src = `${origin}/embed/gxjt.js`;
  page.body.append(script);
}

/** The column as the snippet will show it. */
export function Look({ origin, choice }: { origin: string; choice: SnippetChoice }) {
  const title = "贴好以后的效果";
  // The page itself: a frame within a frame of ours is refused by this page's content policy in Firefox.
  if (choice.mode === "frame") return <iframe class="look" title={title} src={frameAddress(origin, choice)} sandbox={sandbox} />;
  return (
    // Our own script under this page's own content policy; a sandbox would take the origin away by which the column is read.
    // oxlint-disable-next-line react/iframe-missing-sandbox -- see above
    <iframe
      class="look"
      title={title}
      onLoad={(event) => {
        const page = event.currentTarget.contentDocument;
        if (page && !page.body.firstChild) fillIn(page, origin, choice);
      }}
    />
  );
}
