import { useState } from "preact/hooks";
import type { ChannelView, TestAnswer } from "../../../functions/reminders/contract.ts";
import { announce } from "../shell/announce.tsx";
import { api } from "../shell/api.ts";
import { confirm } from "../shell/dialog.tsx";
import { Button } from "../shell/form.tsx";
import { problemText } from "../shell/problems.ts";
import { channelNames, failureWords, reminderNames } from "./words.ts";

interface ItemProps {
  channel: ChannelView;
  onEdit: () => void;
  onRemoved: () => void;
}

function Item({ channel, onEdit, onRemoved }: ItemProps) {
  const { id, kind, name, kinds, on, host, recipients, version } = channel;
  const path = `/api/staff/reminders/channels/${id}`;
  const [busy, setBusy] = useState(false);
  const [result, setResult] = useState<{ good: boolean; text: string }>();
  const test = async () => {
    setBusy(true);
    setResult(undefined);
    try {
      const { failure } = await api<TestAnswer>("POST", `${path}/test`);
      setResult(
        failure
          ? { good: false, text: `没有发出去：${failureWords(failure)}` }
          : { good: true, text: "测试消息已发出，请到群里或邮箱里看看。" },
      );
    } catch (problem) {
      setResult({ good: false, text: problemText(problem) });
    }
    setBusy(false);
  };
  const remove = async () => {
    const text = "以后的提醒不再发到这里，没有发出去的也不再发。";
    if ((await confirm({ title: `删除“${name}”？`, text, action: "删除", danger: true })) === undefined) return;
    try {
      await api("DELETE", path, { version });
      announce("渠道已删除");
    } catch (problem) {
      announce(problemText(problem), "error");
    }
    onRemoved();
  };
  return (
    <li class="reminder-channel">
      <h3>
        {name} <span class={on ? "badge good" : "badge"}>{on ? "启用" : "停用"}</span>
      </h3>
      <p>
        {channelNames[kind]}：{kind === "mail" ? recipients.join("、") : `${host}，地址已设置`}
        {(kind === "dingtalk" || kind === "feishu") && (channel.secretSet ? "，密钥已设置" : "，没有设密钥")}
      </p>
      <p class="muted">{kinds.length === 0 ? "没有勾选任何提醒" : `提醒：${kinds.map((one) => reminderNames[one].label).join("、")}`}</p>
      <div class="toolbar">
        <Button kind="plain" busy={busy} aria-label={`发送测试：${name}`} onClick={() => void test()}>
          发送测试
        </Button>
        <Button kind="plain" aria-label={`修改：${name}`} onClick={onEdit}>
          修改
        </Button>
        <Button kind="quiet" aria-label={`删除：${name}`} onClick={() => void remove()}>
          删除
        </Button>
      </div>
      <div role="status">{result && <p class={result.good ? "good-note" : "form-error"}>{result.text}</p>}</div>
    </li>
  );
}

/** The channels, each with a test of its own. */
export function ChannelList(props: { channels: readonly ChannelView[]; onEdit: (channel: ChannelView) => void; onRemoved: () => void }) {
  const { channels, onEdit, onRemoved } = props;
  return (
    <ul class="plain-list">
      {channels.map((channel) => (
        <Item key={channel.id} channel={channel} onEdit={() => onEdit(channel)} onRemoved={onRemoved} />
      ))}
    </ul>
  );
}
