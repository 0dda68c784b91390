import {
  channelKinds,
  reminderKinds,
  type ChannelInput,
  type ChannelKind,
  type ChannelView,
  type ReminderKind,
} from "../../../functions/reminders/contract.ts";
import { CheckField, SelectField, TextArea, TextField } from "../shell/form.tsx";
import { fieldError } from "../shell/problems.ts";
import { addressHints, channelNames, reminderNames } from "./words.ts";

/** A channel as it is being written; address and secret begin empty, since they never come back. */
export interface ChannelText {
  kind: ChannelKind;
  name: string;
  kinds: ReminderKind[];
  on: boolean;
  address: string;
  secret: string;
  recipients: string;
}

export function textOf(channel: ChannelView | undefined): ChannelText {
  if (!channel)
    return {
      kind: "wecom",
      name: "",
      kinds: ["feedback", "column", "study-day", "study-tasks"],
      on: true,
      address: "",
      secret: "",
      recipients: "",
    };
  const { kind, name, kinds, on, recipients } = channel;
  return { kind, name, kinds, on, address: "", secret: "", recipients: recipients.join("\n") };
}

/** What is sent: an address that was left empty stays as it is. */
export function inputOf({ address, secret, recipients, ...rest }: ChannelText, version: number): ChannelInput {
  const list = recipients.split(/[\s,;，；]+/).filter((one) => one !== "");
  if (rest.kind === "mail") return { ...rest, recipients: [...new Set(list)], version };
  const given = address.trim() !== "" || secret.trim() !== "" || version === 0;
  return { ...rest, ...(given ? { address: address.trim(), secret: secret.trim() } : {}), version };
}

interface FieldsProps {
  value: ChannelText;
  /** The channel that is changed; absent for a new one. */
  before: ChannelView | undefined;
  mail: boolean;
  problem: unknown;
  onInput: (value: ChannelText) => void;
}

function RobotFields({ value, before, problem, set }: FieldsProps & { set: (change: Partial<ChannelText>) => void }) {
  const { kind } = value;
  if (kind === "mail") return null;
  return (
    <>
      <TextField
        label="Webhook 地址"
        name="address"
        required={!before}
        maxLength={500}
        value={value.address}
        placeholder={before ? "已设置，不改就留空" : "https://"}
        hint={before ? `现在发到 ${before.host}。换地址时，密钥也要重新填。` : addressHints[kind]}
        error={fieldError(problem, "address")}
        onInput={(address) => set({ address })}
      />
      {kind !== "wecom" && (
        <TextField
          label={kind === "dingtalk" ? "加签密钥" : "签名校验密钥"}
          name="secret"
          maxLength={200}
          value={value.secret}
          placeholder={before?.secretSet ? "已设置，不改就留空" : ""}
          hint={before ? "换密钥时，地址也要重新填。" : "机器人用“关键词”的，不用填。"}
          error={fieldError(problem, "secret")}
          onInput={(secret) => set({ secret })}
        />
      )}
    </>
  );
}

/** The fields of a channel, by its kind. */
export function ChannelFields(props: FieldsProps) {
  const { value, before, mail, problem, onInput } = props;
  const set = (change: Partial<ChannelText>) => onInput({ ...value, ...change });
  const kinds = channelKinds.map((kind) => ({ value: kind, label: channelNames[kind] }));
  return (
    <>
      {before ? (
        <p class="muted">{channelNames[before.kind]}</p>
      ) : (
        <SelectField
          label="发到哪里"
          name="kind"
          value={value.kind}
          options={kinds}
          onInput={(kind) => set({ kind: kind as ChannelKind })}
        />
      )}
      <TextField
        label="名称"
        name="name"
        required
        maxLength={30}
        value={value.name}
        placeholder="比如：组织部工作群"
        error={fieldError(problem, "name")}
        onInput={(name) => set({ name })}
      />
      <RobotFields {...props} set={set} />
      {value.kind === "mail" && (
        <TextArea
          label="收件人"
          name="recipients"
          required
          rows={3}
          value={value.recipients}
          hint={mail ? "一行一个邮箱地址，最多 20 个。" : "发信服务器还没有设置，要先请运维人员设置 SMTP_URL 和 SMTP_FROM。"}
          error={fieldError(problem, "recipients")}
          onInput={(recipients) => set({ recipients })}
        />
      )}
      <fieldset>
        <legend>提醒什么</legend>
        {reminderKinds.map((kind) => (
          <CheckField
            key={kind}
            name={`kind-${kind}`}
            label={`${reminderNames[kind].label}：${reminderNames[kind].hint}`}
            checked={value.kinds.includes(kind)}
            onInput={(checked) => set({ kinds: reminderKinds.filter((one) => (one === kind ? checked : value.kinds.includes(one))) })}
          />
        ))}
      </fieldset>
      <CheckField name="on" label="启用" checked={value.on} onInput={(on) => set({ on })} />
    </>
  );
}
