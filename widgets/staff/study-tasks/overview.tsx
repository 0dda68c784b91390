import type { Overview, Task } from "../../../functions/study-tasks/contract.ts";
import { api } from "../shell/api.ts";
import { Button } from "../shell/form.tsx";
import { downloadExcel, type Sheet } from "../shell/sheets.ts";
import { Load } from "../shell/states.tsx";
import { useLoad } from "../shell/use-load.ts";

interface Row {
  id: string;
  /** Cells before the materials: 组室 and name, or the unit. */
  names: string[];
  done: readonly string[];
}

interface MarksProps {
  caption: string;
  columns: string[];
  rows: readonly Row[];
  materials: Task["materials"];
}

/** Person or unit × materials. In the order in which the server gives them: nobody stands above another. */
function Marks({ caption, columns, rows, materials }: MarksProps) {
  return (
    // A wide table has to be moved by the keyboard as well.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div class="table-wrap" tabIndex={0} role="region" aria-label={caption}>
      <table class="data task-marks">
        <caption class="visually-hidden">{caption}</caption>
        <thead>
          <tr>
            {columns.map((label) => (
              <th key={label} scope="col">
                {label}
              </th>
            ))}
            {materials.map(({ id, title }) => (
              <th key={id} scope="col" class="task-material">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ id, names: [name, ...others], done }) => (
            <tr key={id}>
              <th scope="row">{name}</th>
              {others.map((text, place) => (
                <td key={text} class="task-name" data-label={columns[place + 1]}>
                  {text}
                </td>
              ))}
              {materials.map((material) =>
                done.includes(material.id) ? (
                  <td key={material.id} class="done" data-label={material.title}>
                    已学
                  </td>
                ) : (
                  <td key={material.id} class="open" data-label={material.title}>
                    —
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const peopleRows = ({ people }: Overview): Row[] => people.map(({ id, name, office, done }) => ({ id, names: [name, office], done }));
const unitRows = ({ units }: Overview): Row[] => units.map(({ id, name, done }) => ({ id, names: [name], done }));
const peopleColumns = ["姓名", "组室"];
const unitColumns = ["单位"];

function sheet(name: string, columns: string[], rows: readonly Row[], materials: Task["materials"]): Sheet {
  return {
    name,
    columns: [...columns, ...materials.map(({ title }) => title)],
    rows: rows.map(({ names, done }) => [...names, ...materials.map(({ id }) => (done.includes(id) ? "已学" : ""))]),
  };
}

/** Who has finished what, for those who follow it; as a table and as Excel. */
export function TaskOverview({ task }: { task: Task }) {
  const { id, title, materials, version } = task;
  const from = useLoad((signal) => api<Overview>("GET", `/api/staff/study-tasks/${id}/overview`, undefined, { signal }), [id, version]);
  const save = (overview: Overview) =>
    void downloadExcel(`${title} 完成情况.xlsx`, [
      ...(overview.people.length > 0 ? [sheet("部内干部", peopleColumns, peopleRows(overview), materials)] : []),
      ...(overview.units.length > 0 ? [sheet("单位", unitColumns, unitRows(overview), materials)] : []),
    ]);
  return (
    <section class="card stack" aria-labelledby="task-overview">
      <h2 id="task-overview">完成情况</h2>
      <Load from={from}>
        {(overview) => {
          const { people, units } = overview;
          if (people.length + units.length === 0) return <p class="muted">没有您可以查看的人员。</p>;
          return (
            <div class="stack">
              <p class="toolbar">
                <Button kind="plain" onClick={() => save(overview)}>
                  导出 Excel
                </Button>
                <Button kind="quiet" onClick={from.reload}>
                  刷新
                </Button>
              </p>
              {people.length > 0 && (
                <Marks caption="部内干部完成情况" columns={peopleColumns} rows={peopleRows(overview)} materials={materials} />
              )}
              {units.length > 0 && <Marks caption="单位完成情况" columns={unitColumns} rows={unitRows(overview)} materials={materials} />}
            </div>
          );
        }}
      </Load>
    </section>
  );
}
