import { useState } from "preact/hooks";
import type { OneTimeLink } from "../../../functions/people/contract.ts";
import { announce } from "../shell/announce.tsx";
import { Button } from "../shell/form.tsx";
import { dateTime } from "../shell/format.ts";
import { useLeaveGuard } from "../shell/router.ts";
import { downloadCsv, downloadExcel } from "../shell/sheets.ts";
import { DataTable } from "../shell/table.tsx";

const headings = ["姓名", "用户名", "一次性链接", "有效期至"];
const rowOf = ({ person, link, until }: OneTimeLink) => [person.name, person.login, link, dateTime(until)];

/** The links of an import, shown this once: to be saved and handed out. */
export function LinksList({ links }: { links: readonly OneTimeLink[] }) {
  const [saved, setSaved] = useState(false);
  useLeaveGuard(!saved);
  const rows = links.map(rowOf);
  const save = (download: Promise<void>) =>
    void download.then(
      () => setSaved(true),
      () => announce("没有下载成功，请再试一次。", "error"),
    );
  return (
    <>
      <section class="card stack">
        <p class="lamp">已建立 {links.length} 个账号，每人一个一次性链接。</p>
        <p>
          <b>链接只显示这一次</b>，请马上下载，分别发给本人设置密码（不要发到群里）。{dateTime(links[0]!.until)}{" "}
          以前有效，过期或丢了可以在“人员”里重新生成。
        </p>
        <div class="toolbar">
          <Button onClick={() => save(downloadExcel("一次性链接.xlsx", [{ name: "一次性链接", columns: headings, rows }]))}>
            下载 Excel
          </Button>
          <Button
            kind="plain"
            onClick={() => {
              downloadCsv("一次性链接.csv", headings, rows);
              setSaved(true);
            }}
          >
            下载 CSV
          </Button>
          {saved && <span role="status">已下载</span>}
        </div>
      </section>
      <DataTable
        caption="新账号和一次性链接"
        rows={links}
        rowKey={({ person }) => person.id}
        columns={[
          { key: "name", label: "姓名", names: true, render: ({ person }) => person.name },
          { key: "login", label: "用户名", render: ({ person }) => person.login },
          { key: "link", label: "一次性链接", render: ({ link }) => <span class="link-text">{link}</span> },
        ]}
      />
    </>
  );
}
