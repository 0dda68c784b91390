import "./feedback.css";
import { useEffect, useState } from "preact/hooks";
import { feedbackStateNames, type FeedbackState } from "../../../functions/feedback/contract.ts";
import { type AnswerTemplates, type FeedbackDesk, type FeedbackRecord, mostCounted } from "../../../functions/feedback/staff.contract.ts";
import { api } from "../shell/api.ts";
import { CheckField } from "../shell/form.tsx";
import { href, setQuery } from "../shell/router.ts";
import type { ScreenProps } from "../shell/screens.ts";
import { can, useMe } from "../shell/session.ts";
import { Empty, Load, Screen } from "../shell/states.tsx";
import { Pager, Tabs } from "../shell/table.tsx";
import { useLoad } from "../shell/use-load.ts";
import { BulkBar } from "./bulk.tsx";
import { DeskFilters } from "./desk-filters.tsx";
import { KeysHelp, useKeys, useKeysSwitch } from "./keys.tsx";
import { OneFeedback } from "./one.tsx";
import { QueueList } from "./queue-list.tsx";
import { useActions } from "./use-actions.ts";
import { type Filters, useQueue } from "./use-queue.ts";
import { useWide } from "../shell/use-wide.ts";

const PATH = "/feedback";
const states: FeedbackState[] = ["pending", "accepted", "answered", "rejected", "withdrawn", "merged"];
/** An empty queue of what waits is good news. */
const empty: Partial<Record<FeedbackState, string>> = { pending: "没有待审的反馈", accepted: "没有等待答复的反馈" };

/** `#/feedback`: the queue, and beside it, where there is room, the one that is open. */
export default function FeedbackScreen({ query }: ScreenProps) {
  const person = useMe();
  const bound = !can(person, "editor", "director");
  const wide = useWide(1000);
  const sideBySide = useWide(1280);
  const [keysOn, setKeysOn] = useKeysSwitch();
  const [help, setHelp] = useState(false);
  const [selected, setSelected] = useState<Set<string>>(new Set());
  const filtered = Boolean(query["unit"] || query["kind"] || query["office"] || query["q"]);
  const { offer, run } = useActions();

  const { id: open, unit, kind, office, q } = query;
  // A lead has nothing to review: what was assigned comes first.
  const state: FeedbackState = states.find((one) => one === query["state"]) ?? (bound ? "accepted" : "pending");
  const filters: Filters = {
    state,
    ...(unit ? { unit } : {}),
    ...(kind ? { kind } : {}),
    ...(office ? { office } : {}),
    ...(q ? { q } : {}),
  };
  const desk = useLoad((signal) => api<FeedbackDesk>("GET", "/api/staff/feedback/desk", undefined, { signal }), []);
  const templates = useLoad((signal) => api<AnswerTemplates>("GET", "/api/staff/feedback/templates", undefined, { signal }), []);
  const queue = useQueue(filters, bound ? person.office : undefined);
  const rows = queue.value?.items ?? [];
  const current = wide ? (open ?? rows[0]?.id) : undefined;
  const addressOf = (id: string) => (wide ? href(PATH, { ...filters, id }) : href(`${PATH}/${id}`, { ...filters }));

  useEffect(() => setSelected(new Set()), [state]);
  const changed = (record: FeedbackRecord) => {
    // It stays open although it may have left the list.
    if (wide && open !== record.id) setQuery({ ...filters, id: record.id });
    queue.put(record);
    desk.reload();
  };
  const move = (by: number) => {
    const at = rows.findIndex(({ id }) => id === current);
    const next = rows[at < 0 ? 0 : at + by];
    if (!next) return;
    if (wide) setQuery({ ...filters, id: next.id });
    const link = document.querySelector<HTMLElement>(`.queue a[data-id="${next.id}"]`);
    link?.focus();
    link?.scrollIntoView({ block: "nearest" });
  };
  const gone = queue.value !== undefined && !queue.loading && rows.every(({ id }) => id !== current);
  const inList = () => document.activeElement?.closest(".queue") !== null;
  useKeys(keysOn, {
    j: () => move(1),
    k: () => move(-1),
    // Elsewhere arrows scroll, as everybody expects.
    ArrowDown: () => inList() && move(1),
    ArrowUp: () => inList() && move(-1),
    a: () => run("accept"),
    r: () => run("answer"),
    x: () => run("reject"),
    o: () => run("assign"),
    "?": () => setHelp(true),
  });
  const count = (one: FeedbackState) => desk.value?.counts[one];

  return (
    <Screen
      title="意见反馈"
      actions={
        <>
          {wide && <CheckField label="快捷键" name="keys" checked={keysOn} onInput={setKeysOn} />}
          {wide && keysOn && (
            <button type="button" class="quiet" onClick={() => setHelp(true)}>
              快捷键说明
            </button>
          )}
          {!bound && (
            <a class="button plain" href={href(`${PATH}/templates`)}>
              答复模板
            </a>
          )}
        </>
      }
    >
      <Tabs
        label="状态"
        current={state}
        tabs={states
          .filter((one) => !bound || one === "accepted" || one === "answered" || one === "rejected")
          .map((one) => ({
            key: one,
            label: feedbackStateNames[one],
            count: count(one) === undefined ? undefined : Math.min(count(one)!, bound ? mostCounted : Infinity),
            href: href(PATH, { ...filters, state: one }),
          }))}
      />
      <DeskFilters filters={filters} desk={desk.value} bound={bound} onChange={(next) => setQuery({ ...next, state })} />
      <div class={wide && current ? "feedback-desk two" : "feedback-desk"}>
        <section class="stack" aria-label={`${feedbackStateNames[state]}的反馈`}>
          {state === "pending" && !bound && rows.length > 0 && (
            <BulkBar
              rows={rows}
              selected={selected}
              onSelect={setSelected}
              onDone={() => {
                queue.reload();
                desk.reload();
              }}
            />
          )}
          <Load from={queue}>
            {({ items, cursor }) => (
              <>
                {items.length > 0 && (
                  <QueueList
                    rows={items}
                    current={current}
                    hrefOf={addressOf}
                    selected={state === "pending" && !bound ? selected : undefined}
                    onSelect={setSelected}
                  />
                )}
                {items.length === 0 && !cursor && (
                  <Empty
                    title={filtered ? "没有符合条件的反馈" : (empty[state] ?? "这里还没有反馈")}
                    hint={filtered ? "换个条件试试。" : "新的反馈会出现在这里。"}
                  />
                )}
                {items.length === 0 && cursor && <p class="muted">前几百条里没有符合条件的，可以继续往后找。</p>}
                <Pager more={cursor !== undefined} busy={queue.busy} onMore={() => void queue.more()} />
              </>
            )}
          </Load>
        </section>
        {wide && current && (
          <div class="stack">
            {gone && rows[0] && (
              <p class="notice toolbar">
                这一条已不在“{feedbackStateNames[state]}”里。
                <a class="button plain" href={addressOf(rows[0].id)}>
                  下一条
                </a>
              </p>
            )}
            <OneFeedback id={current} desk={desk} templates={templates} sideBySide={sideBySide} onChanged={changed} onActions={offer} />
          </div>
        )}
      </div>
      {help && <KeysHelp onClose={() => setHelp(false)} />}
    </Screen>
  );
}
