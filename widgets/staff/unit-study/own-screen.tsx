import "./unit-study.css";
import "../study-tasks/study-tasks.css";
import { useEffect } from "preact/hooks";
import type { FeedbackQueue } from "../../../functions/feedback/staff.contract.ts";
import type { OwnReminder, RecordList } from "../../../functions/group-study-records/contract.ts";
import type { TaskList } from "../../../functions/study-tasks/contract.ts";
import { OwnFeedback } from "../feedback/own-card.tsx";
import { api } from "../shell/api.ts";
import { dateTime } from "../shell/format.ts";
import { useObservable } from "../shell/observable.ts";
import { href } from "../shell/router.ts";
import { useMe } from "../shell/session.ts";
import { Empty, Load, Screen } from "../shell/states.tsx";
import { useLoad } from "../shell/use-load.ts";
import { TaskCard } from "../study-tasks/task-card.tsx";
import { packagesOf } from "../study-tasks/words.ts";
import { keptRecords } from "./kept-records.ts";
import { KeptList } from "./kept-list.tsx";
import { keepMaterials } from "./known-materials.ts";
import { Records, recordsPath } from "./record-list.tsx";

/** What staff ask of the unit, until a record or a mark follows. */
function Reminder() {
  const from = useLoad((signal) => api<OwnReminder>("GET", "/api/staff/unit-reminders/own", undefined, { signal }), []);
  const reminder = from.value?.reminder;
  if (!reminder) return null;
  return (
    <section class="card unit-reminder" aria-label="提醒">
      <p>
        <b>{reminder.text || "请及时组织集中学习，并提交学习记录。"}</b>
      </p>
      <p class="muted small">
        {reminder.name} {dateTime(reminder.at)} 提醒；提交学习记录或标记已学以后，这条提醒会消失。
      </p>
    </section>
  );
}

/** The unit's open tasks, each with its packages: downloaded in one go, read without a network. */
function OwnTasks() {
  const from = useLoad((signal) => api<TaskList>("GET", "/api/staff/study-tasks", undefined, { signal }), []);
  useEffect(() => {
    if (from.value) keepMaterials(from.value);
  }, [from.value]);
  return (
    <section class="stack" aria-labelledby="unit-tasks">
      <h2 id="unit-tasks">学习任务</h2>
      <Load from={from}>
        {({ open }) =>
          open.length === 0 ? (
            <p class="muted">现在没有布置给本单位的任务。</p>
          ) : (
            <ul class="plain-list stack">
              {open.map((task) => (
                <TaskCard key={task.id} task={task}>
                  <p class="toolbar">
                    {packagesOf(task).map((address, place, all) => (
                      <a key={address} class="button plain" href={address} download>
                        下载学习包{all.length > 1 && `（${place + 1}）`}
                      </a>
                    ))}
                  </p>
                </TaskCard>
              ))}
            </ul>
          )
        }
      </Load>
    </section>
  );
}

/** So many are shown here; the others have a screen of their own. */
const LATEST = 3;

/** What the unit has asked or suggested, with its answers. */
function LatestFeedback() {
  const from = useLoad((signal) => api<FeedbackQueue>("GET", "/api/staff/feedback/own", undefined, { signal }), []);
  return (
    <section class="stack" aria-labelledby="unit-feedback">
      <h2 id="unit-feedback">意见反馈和答复</h2>
      <Load from={from}>
        {({ items, cursor }) =>
          items.length === 0 ? (
            <p class="muted">本单位还没有提交过反馈；在门户网站的“干训讲堂”栏目里选择本单位，就可以写。</p>
          ) : (
            <>
              <ul class="plain-list stack">
                {items.slice(0, LATEST).map((record) => (
                  <OwnFeedback key={record.id} record={record} />
                ))}
              </ul>
              {(items.length > LATEST || cursor) && (
                <p>
                  <a href={href("/feedback/own")}>查看本单位的全部反馈</a>
                </p>
              )}
            </>
          )
        }
      </Load>
    </section>
  );
}

/** `#/unit`: what a unit's contact comes for, on one page. */
export default function OwnUnitScreen() {
  const me = useMe();
  // What was sent from the device stands in the list at once.
  const waiting = useObservable(keptRecords)?.length ?? 0;
  const from = useLoad((signal) => api<RecordList>("GET", recordsPath(), undefined, { signal }), [waiting]);
  const name = from.value?.unit.name;
  if (me.unit === "")
    return (
      <Screen title="本单位学习">
        <Empty title="您的账号还没有对应的单位" hint="请系统管理员在“人员”里给您选上单位。" />
      </Screen>
    );
  return (
    <Screen
      title="本单位学习"
      note={name}
      actions={
        <a class="button main unit-main-action" href={href("/unit/records/new")}>
          填集中学习记录
        </a>
      }
    >
      <Reminder />
      <KeptList />
      <OwnTasks />
      <section class="stack" aria-labelledby="unit-records">
        <h2 id="unit-records">集中学习记录</h2>
        <Load from={from}>
          {(list) =>
            list.items.length === 0 ? (
              <Empty title="还没有记录" hint="学完以后点“填集中学习记录”，写下时间、人数和情况，可以加照片。" />
            ) : (
              <Records list={list} from={from} />
            )
          }
        </Load>
      </section>
      <LatestFeedback />
    </Screen>
  );
}
