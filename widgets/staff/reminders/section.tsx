import "./reminders.css";
import { useState } from "preact/hooks";
import { MOST_CHANNELS, type ChannelView, type RemindersView } from "../../../functions/reminders/contract.ts";
import { api } from "../shell/api.ts";
import { Button } from "../shell/form.tsx";
import { Empty, Load } from "../shell/states.tsx";
import { useLoad } from "../shell/use-load.ts";
import { ChannelDialog } from "./channel-dialog.tsx";
import { ChannelList } from "./channel-list.tsx";
import { TroubleList } from "./trouble-list.tsx";

function Channels() {
  const from = useLoad((signal) => api<RemindersView>("GET", "/api/staff/reminders", undefined, { signal }), []);
  const [open, setOpen] = useState<{ before: ChannelView | undefined }>();
  return (
    <Load from={from}>
      {({ channels, mail, troubles }) => (
        <div class="stack">
          {troubles.length > 0 && <TroubleList troubles={troubles} onChanged={from.reload} />}
          <section class="card stack" aria-labelledby="channels-heading">
            <h2 id="channels-heading">提醒发到哪里</h2>
            <p>
              每天 8:30
              以后，把要办的事发到工作群或邮箱，同一件事一天只发一次，休息日只发急事。消息里只有数量和题目，没有反馈内容、笔记和联系方式。
            </p>
            {channels.length === 0 ? (
              <Empty title="还没有提醒渠道" hint="添加一个群机器人，或者几个邮箱，就会收到提醒。" />
            ) : (
              <ChannelList channels={channels} onEdit={(before) => setOpen({ before })} onRemoved={from.reload} />
            )}
            <div class="toolbar">
              <Button disabled={channels.length >= MOST_CHANNELS} onClick={() => setOpen({ before: undefined })}>
                添加渠道
              </Button>
            </div>
          </section>
          {open && (
            <ChannelDialog
              key={open.before?.id ?? "new"}
              before={open.before}
              mail={mail}
              onClose={() => setOpen(undefined)}
              onSaved={() => {
                setOpen(undefined);
                from.reload();
              }}
            />
          )}
        </div>
      )}
    </Load>
  );
}

/** 提醒: where reminders go, and what did not get there. The administrator's alone: addresses are as good as passwords. */
export function Reminders({ editable }: { editable: boolean }) {
  if (!editable) return <Empty title="提醒渠道由系统管理员管理" hint="需要在群里或邮箱里收到提醒，请找系统管理员。" />;
  return <Channels />;
}
