import { useState } from "preact/hooks";
import type { RecordList } from "../../../functions/group-study-records/contract.ts";
import { announce } from "../shell/announce.tsx";
import { api } from "../shell/api.ts";
import { problemText } from "../shell/problems.ts";
import { Pager } from "../shell/table.tsx";
import type { Loaded } from "../shell/use-load.ts";
import { RecordCard } from "./record-card.tsx";

/** Address of a unit's records; the own unit's without an id. */
export const recordsPath = (unit?: string, cursor?: string): string => {
  const query = new URLSearchParams({ ...(unit ? { unit } : {}), ...(cursor ? { cursor } : {}) }).toString();
  return `/api/staff/group-study-records${query && `?${query}`}`;
};

interface ListProps {
  list: RecordList;
  from: Loaded<RecordList>;
  unit?: string;
}

/** Records, latest session first, page by page. */
export function Records({ list, from, unit }: ListProps) {
  const [busy, setBusy] = useState(false);
  const more = async () => {
    setBusy(true);
    try {
      const page = await api<RecordList>("GET", recordsPath(unit, list.cursor));
      from.replace({ ...page, items: [...list.items, ...page.items] });
    } catch (problem) {
      announce(problemText(problem), "error");
    }
    setBusy(false);
  };
  return (
    <>
      <ul class="plain-list stack">
        {list.items.map((record) => (
          <RecordCard key={record.id} record={record} />
        ))}
      </ul>
      <Pager more={list.cursor !== undefined} busy={busy} onMore={() => void more()} />
    </>
  );
}
