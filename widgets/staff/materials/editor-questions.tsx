import { useLayoutEffect, useRef } from "preact/hooks";
import { materialLimits } from "../../../functions/materials/contract.ts";
import { Button } from "../shell/form.tsx";

/** The discussion questions: add, remove, change their order. */
export function Questions({ questions, onInput }: { questions: string[]; onInput: (questions: string[]) => void }) {
  const listRef = useRef<HTMLOListElement>(null);
  /** Which line takes the focus after the next drawing. */
  const focusRef = useRef<{ line: number; part: "input" | "up" | "down" } | undefined>(undefined);
  // Before the next key: what is typed at once belongs to the new line.
  useLayoutEffect(() => {
    if (!focusRef.current) return;
    const { line, part } = focusRef.current;
    focusRef.current = undefined;
    const item = listRef.current?.children[line];
    const wanted = item?.querySelector<HTMLElement>(`[data-part=${part}]:not(:disabled)`) ?? item?.querySelector<HTMLElement>("input");
    wanted?.focus();
  });
  const move = (from: number, by: -1 | 1) => {
    const next = [...questions];
    const [moved] = next.splice(from, 1);
    next.splice(from + by, 0, moved!);
    focusRef.current = { line: from + by, part: by < 0 ? "up" : "down" };
    onInput(next);
  };
  return (
    <fieldset class="stack questions-field">
      <legend>讨论题</legend>
      {questions.length === 0 && <p class="muted small">集中学习时讨论用，会放进学习包。可以不写。</p>}
      <ol ref={listRef} class="question-list">
        {questions.map((question, line) => (
          <li key={line}>
            <input
              data-part="input"
              aria-label={`讨论题 ${line + 1}`}
              value={question}
              maxLength={materialLimits.question}
              onInput={(event) => onInput(questions.map((each, at) => (at === line ? event.currentTarget.value : each)))}
            />
            <span class="question-tools">
              <button
                type="button"
                class="quiet"
                data-part="up"
                disabled={line === 0}
                aria-label={`上移讨论题 ${line + 1}`}
                onClick={() => move(line, -1)}
              >
                上移
              </button>
              <button
                type="button"
                class="quiet"
                data-part="down"
                disabled={line === questions.length - 1}
                aria-label={`下移讨论题 ${line + 1}`}
                onClick={() => move(line, 1)}
              >
                下移
              </button>
              <button
                type="button"
                class="quiet"
                aria-label={`删除讨论题 ${line + 1}`}
                onClick={() => {
                  focusRef.current = { line: Math.max(0, line - 1), part: "input" };
                  onInput(questions.filter((_, at) => at !== line));
                }}
              >
                删除
              </button>
            </span>
          </li>
        ))}
      </ol>
      {questions.length < materialLimits.questions && (
        <div>
          <Button
            kind="plain"
            onClick={() => {
              focusRef.current = { line: questions.length, part: "input" };
              onInput([...questions, ""]);
            }}
          >
            加一题
          </Button>
        </div>
      )}
    </fieldset>
  );
}
