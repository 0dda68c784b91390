import type { TodayGroup } from "../../../functions/today/contract.ts";
import { ageWords, groupWords, lampWords } from "./words.ts";

/** One card: how many wait, the first few with their age, and the way to all of them. */
export function Group({ kind, count, more, amber, red, lines }: TodayGroup) {
  const { title, hint, all, one } = groupWords[kind];
  const number = `${count}${more ? "+" : ""}`;
  return (
    <section class="card today-group" aria-label={`${title}，${number} 条`}>
      <header>
        <h3>
          <a href={all}>{title}</a> <span class="count">{number}</span>
        </h3>
        {red > 0 && <span class="badge red">{red} 条已超期</span>}
        {amber > 0 && kind !== "holidays" && <span class="badge amber">{amber} 条快到期</span>}
      </header>
      {hint && <p class="muted small">{hint}</p>}
      <ul class="plain-list">
        {lines.map((line) => (
          <li key={line.id}>
            <a href={one(line.id)}>{line.title}</a>
            <span class="today-age muted small">
              {line.from && <span>{line.from}</span>}
              <span>{ageWords(kind, line)}</span>
              {line.lamp !== "none" && kind !== "holidays" && (
                <span class={line.lamp === "amber" ? "badge amber" : "badge red"}>{lampWords[line.lamp]}</span>
              )}
            </span>
          </li>
        ))}
      </ul>
      {(count > lines.length || more) && (
        <p>
          <a href={all}>查看全部 {number} 条</a>
        </p>
      )}
    </section>
  );
}
