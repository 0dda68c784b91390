import { useState } from "preact/hooks";
import type { OneTimeLink } from "../../../functions/people/contract.ts";
import { Dialog } from "../shell/dialog.tsx";
import { Button } from "../shell/form.tsx";
import { dateTime } from "../shell/format.ts";
import { copyText } from "./copy-text.ts";

/** Shows a one-time link, the only time that it is shown. It goes when the administrator says that it is safe. */
export function LinkDialog({ link: { person, link, until }, onClose }: { link: OneTimeLink; onClose: () => void }) {
  const [copied, setCopied] = useState<boolean>();
  const copy = async () => setCopied(await copyText(`${person.name}，请打开链接设置密码，用户名 ${person.login}：\n${link}`));
  return (
    <Dialog
      title={`给${person.name}的一次性链接`}
      wide
      actions={
        <>
          <Button onClick={() => void copy()}>复制链接和说明</Button>
          <Button kind="plain" onClick={onClose}>
            已经记下，关闭
          </Button>
        </>
      }
    >
      <p>
        请把这个链接发给本人。本人打开后自己设置密码，就能用用户名 <b>{person.login}</b> 登录。
      </p>
      <p class="one-time-link">
        <input
          aria-label="一次性链接"
          readOnly
          value={link}
          onFocus={(event) => {
            event.currentTarget.select();
          }}
        />
      </p>
      <ul class="notes">
        <li>
          <b>只显示这一次</b>：关闭以后看不到了，丢了可以再“重置密码”。
        </li>
        <li>只能用一次，{dateTime(until)} 以前有效（72 小时）。</li>
        <li>谁拿到链接，谁就能设置密码，不要发到群里。</li>
      </ul>
      <div role="status">
        {copied === true && <p class="lamp">已复制，可以粘贴给本人。</p>}
        {copied === false && <p>浏览器不让复制，请选中上面的链接，按 Ctrl+C。</p>}
      </div>
    </Dialog>
  );
}
