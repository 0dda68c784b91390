import type { GroupStudyRecord } from "../../../functions/group-study-records/contract.ts";
import { dateTime } from "../shell/format.ts";
import { href } from "../shell/router.ts";
import { Photos } from "../study/photos.tsx";

export const recordPath = (id: string) => `/api/staff/group-study-records/${id}`;

/** One record as it is read. */
export function RecordCard({ record }: { record: GroupStudyRecord }) {
  const { id, date, topic, place, people, names, materials, remarks, photos, createdBy, createdAt, mayChange } = record;
  return (
    <li class="card stack">
      <p>
        <b class="unit-record-title">{topic}</b>
      </p>
      <p class="muted">
        {date} · {people} 人{place && ` · ${place}`}
      </p>
      {materials.length > 0 && <p>学习资料：{materials.map(({ title }) => `《${title}》`).join("")}</p>}
      {names && <p class="unit-text">参加人员：{names}</p>}
      {remarks && <p class="unit-text">{remarks}</p>}
      {photos.length > 0 && <Photos record={recordPath(id)} photos={photos} />}
      <p class="toolbar">
        <span class="muted small grow">
          {createdBy} {dateTime(createdAt)} 提交
        </span>
        {mayChange && (
          <a class="button quiet" href={href(`/unit/records/${id}`)} aria-label={`修改记录 ${topic}`}>
            修改
          </a>
        )}
      </p>
    </li>
  );
}
