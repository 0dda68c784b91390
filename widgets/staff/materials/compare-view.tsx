import { folded, type FieldChange, type Piece } from "./compare.ts";

/** Folds away what is far from any change; what remains is whole sentences. */
function Same({ text, first, last }: { text: string; first: boolean; last: boolean }) {
  const { head, middle, tail } = folded(text, first, last);
  if (middle === "") return <>{text}</>;
  return (
    <>
      {head}
      <details class="same-part">
        <summary>相同的 {Array.from(middle.replace(/\s/g, "")).length} 字</summary>
        {middle.replace(/^\n+|\n+$/g, "")}
      </details>
      {tail.replace(/^\n+/, "")}
    </>
  );
}

/** A mark and words beside the colours: read out, printed in black and seen by the colour-blind. */
function Changed({ piece: { kind, text } }: { piece: Piece }) {
  // A line that was added or removed is a change one cannot see.
  const shown = text.replace(/\n/g, "↵\n");
  return kind === "added" ? (
    <ins>
      <span class="visually-hidden">新增：</span>
      {shown}
      <span class="visually-hidden">。新增完。</span>
    </ins>
  ) : (
    <del>
      <span class="visually-hidden">删去：</span>
      {shown}
      <span class="visually-hidden">。删去完。</span>
    </del>
  );
}

/** The changes of one field after another, in running text. */
export function Changes({ changes }: { changes: FieldChange[] }) {
  if (changes.length === 0) return <p class="state">两稿完全相同。</p>;
  return (
    <>
      <p class="compare-legend">
        <del>划线带底色的</del>是删去的，<ins>下划线带底色的</ins>是新增的。
      </p>
      {changes.map(({ label, pieces, formOnly }) => (
        <section key={label}>
          <h3>{label}</h3>
          {formOnly ? (
            <p class="muted">文字没有变，只是格式或图片不同。</p>
          ) : (
            <div class="compare-text">
              {pieces.map((piece, place) =>
                piece.kind === "same" ? (
                  <Same key={place} text={piece.text} first={place === 0} last={place === pieces.length - 1} />
                ) : (
                  <Changed key={place} piece={piece} />
                ),
              )}
            </div>
          )}
        </section>
      ))}
    </>
  );
}
