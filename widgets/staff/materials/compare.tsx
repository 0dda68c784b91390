import type { RevisionList } from "../../../functions/materials/history.contract.ts";
import { api } from "../shell/api.ts";
import { SelectField } from "../shell/form.tsx";
import { dateTime } from "../shell/format.ts";
import { Load } from "../shell/states.tsx";
import { useLoad } from "../shell/use-load.ts";
import { compareVersions, type Comparable } from "./compare.ts";
import { Changes } from "./compare-view.tsx";

/** Address of a version by its short name: `r3` the third version, `e1` the first edition. */
const pathOf = (id: string, name: string) =>
  `/api/staff/materials/${id}/${name.startsWith("e") ? "history" : "revisions"}/${encodeURIComponent(name.slice(1))}`;

async function load(id: string, from: string, to: string, signal: AbortSignal) {
  const one = (name: string) => api<Comparable>("GET", pathOf(id, name), undefined, { signal });
  const [before, after] = await Promise.all([one(from), one(to)]);
  return compareVersions(before, after);
}

interface ComparisonProps {
  id: string;
  list: RevisionList;
  from: string;
  to: string;
  onChoose: (pair: { from: string; to: string }) => void;
}

/** Any two versions or editions, compared in one running text. */
export function Comparison({ id, list: { items, editions }, from, to, onChoose }: ComparisonProps) {
  const changes = useLoad((signal) => load(id, from, to, signal), [id, from, to]);
  const options = [
    ...items.map(({ number, name, at }, place) => ({
      value: `r${number}`,
      label: `第 ${number} 稿${place === 0 ? "（现在）" : ""} ${dateTime(at).slice(5)} ${name}`,
    })),
    ...editions.map(({ edition, publishedAt }) => ({
      value: `e${edition}`,
      label: `发布的第 ${edition} 版 ${dateTime(publishedAt).slice(0, 10)}`,
    })),
  ];
  return (
    <section class="card stack comparison" aria-labelledby="comparison">
      <h2 id="comparison" tabIndex={-1}>
        比较
      </h2>
      <div class="filters">
        <SelectField label="从（旧）" name="from" value={from} options={options} onInput={(value) => onChoose({ from: value, to })} />
        <SelectField label="到（新）" name="to" value={to} options={options} onInput={(value) => onChoose({ from, to: value })} />
      </div>
      <Load from={changes}>{(found) => <Changes changes={found} />}</Load>
    </section>
  );
}
