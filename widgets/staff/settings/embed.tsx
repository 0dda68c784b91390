import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import { originOf } from "../../../functions/settings/origins.contract.ts";
import { announce } from "../shell/announce.tsx";
import { api } from "../shell/api.ts";
import { Button, CheckField, SelectField, TextField } from "../shell/form.tsx";
import { href } from "../shell/router.ts";
import { useLoad } from "../shell/use-load.ts";
import { copyText } from "./copy.ts";
import { Look } from "./look.tsx";
import { NumberField } from "./number-field.tsx";
import type { FixedPortals } from "./portals.tsx";
import type { SectionProps } from "./section.tsx";
import { frameHelper, modes, pageAddress, parts, possible, snippetOf, type SnippetChoice } from "../../core/snippets.ts";

type QrView = ComponentType<{ address: string; name: string }>;

function QrCode({ address, name }: { address: string; name: string }) {
  const [View, setView] = useState<{ of: QrView }>();
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    import("./qr.tsx").then(
      (module) => setView({ of: module.default }),
      () => setFailed(true),
    );
  }, []);
  if (failed) return <p class="field-error">二维码没有载入，请刷新页面再试。</p>;
  return View ? <View.of address={address} name={name} /> : <p class="muted">正在画二维码…</p>;
}

/** Whether the portal's page will be let in; the commonest reason why a pasted column stays empty. */
function PortalCheck({ listed, editable }: { listed: readonly string[]; editable: boolean }) {
  const [typed, setTyped] = useState("");
  const origin = originOf(typed);
  const good = origin !== undefined && (listed.includes(origin) || origin === location.origin);
  return (
    <section class="card stack" aria-labelledby="portal-heading">
      <h2 id="portal-heading">贴到哪个网站</h2>
      <TextField
        label="门户网页的地址"
        name="page"
        value={typed}
        maxLength={500}
        placeholder="https://www.example.gov.cn/dj/"
        hint="填上准备贴代码的网页地址，帮您看看登记了没有。"
        onInput={setTyped}
      />
      <div role="status">
        {listed.length === 0 && typed.trim() === "" && <p class="settings-note">还没有登记任何门户网站，贴上去的栏目会显示不出来。</p>}
        {typed.trim() !== "" && origin === undefined && <p class="settings-note">这个地址不完整，请从浏览器地址栏复制。</p>}
        {origin !== undefined && !good && (
          <p class="settings-note">
            <b>{origin}</b> 还没有登记，贴上去的栏目会显示不出来。
            {editable ? <a href={href("/settings/portals")}>去登记</a> : "请找系统管理员登记。"}
          </p>
        )}
        {good && <p class="good-note">{origin} 已经登记，可以贴。</p>}
      </div>
    </section>
  );
}

const START: SnippetChoice = { mode: "script", part: "both", category: "", limit: 20, reserve: true };

/** Makes the lines that the portal's editor pastes, with a live look at them. */
export function Embed({ settings, editable }: SectionProps) {
  const [choice, setChoice] = useState(START);
  const place = useLoad((signal) => api<FixedPortals>("GET", "/api/staff/settings/portals", undefined, { signal }), []);
  const set = (change: Partial<SnippetChoice>) => {
    const next = { ...choice, ...change };
    setChoice(possible(next.mode, next.part) ? next : { ...next, part: "both" });
  };
  const { mode, part, category, limit, reserve } = choice;
  const { origin } = location;
  const limitFault = Number.isInteger(limit) && limit >= 1 && limit <= 50 ? undefined : "请填 1 到 50 之间的整数。";
  const usable = limitFault ? { ...choice, limit: START.limit } : choice;
  const snippet = snippetOf(origin, usable);
  const address = pageAddress(origin, choice);
  const scripted = mode === "script" || mode === "plain-tags";
  const lists = part === "materials" || part === "both";
  const copy = async () => {
    if (await copyText(snippet)) announce("代码已复制，可以去粘贴了");
    else announce("没有复制成功，请选中代码按 Ctrl+C。", "error");
  };

  return (
    <div class="embed stack">
      <div class="grid">
        <section class="card stack" aria-labelledby="mode-heading">
          <h2 id="mode-heading">怎么贴</h2>
          <fieldset class="stack">
            <legend class="visually-hidden">怎么贴</legend>
            {modes.map((one) => (
              <label key={one.mode} class="choice">
                <input type="radio" name="mode" value={one.mode} checked={mode === one.mode} onChange={() => set({ mode: one.mode })} />
                <b>{one.title}</b>
                <span>{one.text}</span>
              </label>
            ))}
          </fieldset>
        </section>
        <div class="stack">
          <section class="card stack" aria-labelledby="part-heading">
            <h2 id="part-heading">贴什么</h2>
            <SelectField
              label="内容"
              name="part"
              value={part}
              options={parts.filter((one) => possible(mode, one.part)).map((one) => ({ value: one.part, label: one.title }))}
              onInput={(value) => set({ part: value as SnippetChoice["part"] })}
            />
            {lists && (
              <SelectField
                label="只显示一个分类"
                name="category"
                value={category}
                options={[{ value: "", label: "全部分类" }, ...settings.categories]}
                onInput={(value) => set({ category: value })}
              />
            )}
            {lists && mode !== "link" && (
              <NumberField label="每页几篇" name="limit" value={limit} error={limitFault} onInput={(value) => set({ limit: value })} />
            )}
            {scripted && (
              <CheckField
                label="预留高度"
                name="reserve"
                checked={reserve}
                hint="打开网页时内容不会跳动；编辑器不让放 <style> 时去掉。"
                onInput={(checked) => set({ reserve: checked })}
              />
            )}
          </section>
          {mode !== "link" && <PortalCheck listed={[...(place.value?.fixed ?? []), ...settings.portalOrigins]} editable={editable} />}
        </div>
      </div>
      <section class="card stack" aria-labelledby="code-heading">
        <div class="screen-head">
          <h2 id="code-heading">代码</h2>
          <Button onClick={() => void copy()}>复制代码</Button>
        </div>
        <p class="muted">在门户的编辑器里切换到“源代码”，粘贴到要显示的位置，保存。</p>
        <textarea class="code" readOnly rows={snippet.split("\n").length + 1} aria-label="要粘贴的代码" value={snippet} />
        {mode === "frame" && (
          <>
            <p class="muted">
              框里的链接和下载都不会离开门户网页。想让框的高度随内容变化、网页跟着移到打开的资料，请把下面几行放进门户网站自己的脚本文件（可以不放；每个网页一次，框有几个都行）：
            </p>
            <textarea class="code" readOnly rows={6} aria-label="让高度随内容变化的脚本" value={frameHelper(origin)} />
          </>
        )}
        {part === "admin" && scripted && (
          <p class="muted">https 的门户网页里直接显示工作台；http 的网页里显示一个按钮，点开在新窗口登录，免得密码被别人看到。</p>
        )}
      </section>
      {mode === "link" && (
        <section class="card stack" aria-labelledby="qr-heading">
          <h2 id="qr-heading">二维码</h2>
          <QrCode address={address} name="干训讲堂二维码" />
        </section>
      )}
      {mode !== "link" && (
        <section class="card stack" aria-labelledby="look-heading">
          <h2 id="look-heading">效果</h2>
          <Look key={snippet} origin={origin} choice={usable} />
        </section>
      )}
    </div>
  );
}
