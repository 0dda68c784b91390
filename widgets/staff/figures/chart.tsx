import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { Bars } from "./plot.ts";

interface ChartProps {
  title: string;
  /** What the chart shows in one sentence, for those who do not see it. */
  summary: string;
  labels: readonly string[];
  bars: readonly Bars[];
  /** The table with the same numbers. */
  children: ComponentChildren;
}

/** A drawing with its table behind it. The library comes when the first chart is drawn; without it the table still says everything. */
export function Chart({ title, summary, labels, bars, children }: ChartProps) {
  const node = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  const [failed, setFailed] = useState(false);
  const inputs = JSON.stringify([labels, bars]);
  useEffect(() => {
    const watcher = new ResizeObserver(([entry]) => setWidth(Math.round(entry?.contentRect.width ?? 0)));
    if (node.current) watcher.observe(node.current);
    return () => watcher.disconnect();
  }, []);
  const empty = bars.every(({ values }) => values.every((value) => value === 0));
  useEffect(() => {
    if (width === 0 || empty) return undefined;
    let current = true;
    let remove = () => {};
    const draw = async () => {
      try {
        const { drawBars } = await import("./plot.ts");
        if (current && node.current) remove = drawBars(node.current, labels, bars);
      } catch {
        if (current) setFailed(true);
      }
    };
    void draw();
    return () => {
      current = false;
      remove();
    };
    // eslint-disable-next-line react-hooks/exhaustive-deps -- `inputs` stands for labels and bars, which are new objects each time
  }, [width, inputs, empty]);
  return (
    <section class="card figures-chart" aria-label={title}>
      <header class="toolbar">
        <h2>{title}</h2>
        <ul class="figures-legend plain-list small" aria-hidden="true">
          {bars.map(({ label, colour }) => (
            <li key={label}>
              <span style={{ background: colour }} />
              {label}
            </li>
          ))}
        </ul>
      </header>
      {empty && <p class="muted">这段时间还没有可以画出来的数字。</p>}
      {failed && <p class="muted">图没有画出来，数字在下面的数据表里。</p>}
      <div ref={node} role="img" aria-label={summary} class="figures-plot" hidden={failed || empty} />
      <details open={failed}>
        <summary>数据表</summary>
        {children}
      </details>
    </section>
  );
}
