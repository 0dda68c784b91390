import { useEffect, useState } from "preact/hooks";
import { plainText } from "../../../functions/word/plain-text.ts";
import { compareTexts, type Piece } from "./compare.ts";
import { workingText } from "./record-text.ts";

/** One side of a conflict: its text, with what the other side does not have marked. The comparing package is fetched when needed. */
export function Differing({ body, other }: { body: string; other: string }) {
  const [pieces, setPieces] = useState<Piece[]>();
  useEffect(() => {
    let current = true;
    import("diff").then(
      ({ diffArrays }) => current && setPieces(compareTexts(diffArrays, plainText(other), plainText(body))),
      // Without the marks both texts can still be read and chosen.
      () => undefined,
    );
    return () => void (current = false);
  }, [body, other]);
  if (!pieces || pieces.every(({ kind }) => kind === "same"))
    return (
      <>
        {pieces && <p class="muted">文字相同，只是格式或图片不同：</p>}
        <div class="reading-body">{workingText(body)}</div>
      </>
    );
  return (
    <p class="differing">
      {pieces
        .filter(({ kind }) => kind !== "removed")
        .map(({ kind, text }, place) =>
          kind === "same" ? (
            text
          ) : (
            <mark key={place}>
              <span class="visually-hidden">不同：</span>
              {text}
            </mark>
          ),
        )}
    </p>
  );
}
