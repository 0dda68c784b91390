import "./today.css";
import { useEffect } from "preact/hooks";
import type { Today, TodayGroup } from "../../../functions/today/contract.ts";
import { api } from "../shell/api.ts";
import { useMe } from "../shell/session.ts";
import { Load, Screen } from "../shell/states.tsx";
import { useLoad } from "../shell/use-load.ts";
import { Changes } from "./changes.tsx";
import { Group } from "./group.tsx";
import { LampCards } from "./lamps.tsx";
import { Newest } from "./newest.tsx";
import { Study } from "./study.tsx";
import { groupWords, spokenDay } from "./words.ts";

/** Coming back to a screen that stood open since the morning shows what is true now. */
const STALE = 60_000;

function useFresh(reload: () => void): void {
  useEffect(() => {
    let asked = Date.now();
    const look = () => {
      if (document.visibilityState !== "visible" || Date.now() - asked < STALE) return;
      asked = Date.now();
      reload();
    };
    document.addEventListener("visibilitychange", look);
    return () => document.removeEventListener("visibilitychange", look);
  }, [reload]);
}

function Groups({ title, groups }: { title: string; groups: TodayGroup[] }) {
  if (groups.length === 0) return null;
  return (
    <section class="stack" aria-label={title}>
      <h2>{title}</h2>
      <div class="today-groups">
        {groups.map((group) => (
          <Group key={group.kind} {...group} />
        ))}
      </div>
    </section>
  );
}

/** 今日: what waits for this person, how the column stands, and what happened lately. */
export default function TodayScreen() {
  const person = useMe();
  const from = useLoad((signal) => api<Today>("GET", "/api/staff/today", undefined, { signal }), []);
  useFresh(from.reload);
  const date = from.value && `${spokenDay(from.value.day)}${from.value.workingDay ? "" : "（休息日）"}`;
  return (
    <Screen title="今日" note={date ? `${person.name}，您好。今天是${date}。` : `${person.name}，您好。`}>
      <Load from={from}>
        {({ groups, lamps, changes, newest, study }) => {
          const asked = groups.filter(({ kind }) => groupWords[kind].asks);
          return (
            <div class="today">
              <div class="stack today-main">
                <LampCards {...lamps} />
                {asked.length === 0 ? (
                  <section class="card today-calm">
                    <h2>今天没有待办</h2>
                    <p class="muted">需要您办的事情一来，就会出现在这里。</p>
                  </section>
                ) : (
                  <Groups title="等您办的" groups={asked} />
                )}
                {study && <Study {...study} />}
                <Groups title="正在进行" groups={groups.filter(({ kind }) => !groupWords[kind].asks)} />
              </div>
              <aside class="stack today-side" aria-label="动态">
                <Changes changes={changes} />
                <Newest newest={newest} />
              </aside>
            </div>
          );
        }}
      </Load>
    </Screen>
  );
}
