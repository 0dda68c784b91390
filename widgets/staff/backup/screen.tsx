import "./backup.css";
import { useMemo, useState } from "preact/hooks";
import type { Bundle, BundleList } from "../../../functions/backup/contract.ts";
import { confirm } from "../shell/dialog.tsx";
import { Button, SelectField } from "../shell/form.tsx";
import { bytes, dateTime } from "../shell/format.ts";
import { can, useMe } from "../shell/session.ts";
import { Empty, Load, Screen } from "../shell/states.tsx";
import { type Column, DataTable } from "../shell/table.tsx";
import { CheckResult } from "./check-result.tsx";
import { KeepingNote, RestoreNote } from "./notes.tsx";
import { RunCard } from "./run-card.tsx";
import { type Bundles, useBundles, useRun, type Watched } from "./use-bundles.ts";
import { isOpen } from "./words.ts";

const common: Column<Bundle>[] = [
  { key: "bytes", label: "大小", render: (one) => <span class="nowrap">{bytes(one.bytes)}</span> },
  { key: "name", label: "操作人", render: ({ name }) => name },
  { key: "sha", label: "SHA-256 校验值", render: ({ sha256 }) => <code class="backup-sum">{sha256}</code> },
];

function Steps({ one, bundles, what, onDownload }: { one: Bundle; bundles: Bundles; what: string; onDownload: () => void }) {
  const remove = async () => {
    const text = `删除后不能找回。${what === "备份" ? "请确认已有其他可用的备份。" : ""}`;
    const sure = await confirm({ title: `删除这份${what}？`, text, action: "删除", danger: true });
    if (sure !== undefined) bundles.remove(one.id);
  };
  return (
    <span class="toolbar">
      <Button kind="plain" busy={bundles.busy === `download ${one.id}`} onClick={onDownload} aria-label={`下载 ${one.fileName}`}>
        下载
      </Button>
      <Button kind="danger" busy={bundles.busy === `remove ${one.id}`} onClick={() => void remove()} aria-label={`删除 ${one.fileName}`}>
        删除
      </Button>
    </span>
  );
}

function Backups({ watched }: { watched: Watched }) {
  const bundles = useBundles("/api/staff/backups", watched);
  const busy = isOpen(watched.run);
  const download = async ({ id }: Bundle) => {
    const sure = await confirm({
      title: "下载备份",
      text: "备份里有全部数据，包括账号密码的加密值和反馈人的联系方式。请保存在单位的加密硬盘或保密柜里，不要放在个人电脑、网盘，也不要用微信传送。这次下载会记入审计日志。",
      action: "下载",
    });
    if (sure !== undefined) bundles.download(id);
  };
  const columns: Column<Bundle>[] = [
    { key: "at", label: "时间", names: true, render: ({ at }) => <span class="nowrap">{dateTime(at)}</span> },
    ...common,
    { key: "checked", label: "检查结果", render: (one) => <CheckResult one={one} /> },
    {
      key: "steps",
      label: "操作",
      render: (one) => <Steps one={one} bundles={bundles} what="备份" onDownload={() => void download(one)} />,
    },
  ];
  return (
    <section class="stack" aria-labelledby="backup-title">
      <h2 id="backup-title">备份</h2>
      <p class="muted">把全部数据和附件装成一个压缩包，出了问题可以恢复。建议每周做一次，并下载到别处保存。</p>
      <Load from={bundles.from}>
        {({ items, keep }: BundleList) => (
          <div class="stack">
            <div class="toolbar">
              <Button busy={bundles.busy === "start"} disabled={busy} onClick={() => bundles.start("", {})}>
                立即备份
              </Button>
              {items[0] && (
                <Button
                  kind="plain"
                  busy={bundles.busy === `/${items[0].id}/check`}
                  disabled={busy}
                  onClick={() => bundles.start(`/${items[0]!.id}/check`, {})}
                >
                  检查最近一次备份
                </Button>
              )}
            </div>
            {items.length === 0 ? (
              <Empty title="还没有备份" hint="点“立即备份”做第一份。" />
            ) : (
              <DataTable caption="已有的备份" columns={columns} rows={items} rowKey={({ id }) => id} />
            )}
            <p class="muted small">保留最近 {keep} 份，更早的自动删除。备份里不含以前的备份。</p>
          </div>
        )}
      </Load>
      <KeepingNote />
      <RestoreNote />
    </section>
  );
}

function Archives({ watched }: { watched: Watched }) {
  const bundles = useBundles("/api/staff/archives", watched);
  const busy = isOpen(watched.run);
  const years = useMemo(
    () => Array.from({ length: 10 }, (_, back) => String(new Date(Date.now() + 8 * 3_600_000).getUTCFullYear() - back)),
    [],
  );
  const [year, setYear] = useState(years[0]!);
  const columns: Column<Bundle>[] = [
    { key: "year", label: "年度", names: true, render: (one) => <span class="nowrap">{one.year} 年</span> },
    { key: "at", label: "生成时间", render: ({ at }) => <span class="nowrap">{dateTime(at)}</span> },
    ...common,
    {
      key: "steps",
      label: "操作",
      render: (one) => <Steps one={one} bundles={bundles} what="归档" onDownload={() => bundles.download(one.id)} />,
    },
  ];
  return (
    <section class="stack" aria-labelledby="archive-title">
      <h2 id="archive-title">年度归档</h2>
      <p class="muted">
        把一年里公开发布的资料、附件、答复和统计装成一个压缩包，解压后不联网也能打开，可交档案室保存。不含未公开的内容和个人信息；撤回的资料只列标题、日期和原因。
      </p>
      <Load from={bundles.from}>
        {({ items }: BundleList) => (
          <div class="stack">
            <div class="toolbar backup-year">
              <SelectField
                label="年度"
                name="year"
                value={year}
                onInput={setYear}
                options={years.map((value) => ({ value, label: `${value} 年` }))}
              />
              <Button busy={bundles.busy === "start"} disabled={busy} onClick={() => bundles.start("", { year: Number(year) })}>
                生成归档
              </Button>
            </div>
            {items.length === 0 ? (
              <Empty title="还没有归档" hint="选好年度，点“生成归档”。" />
            ) : (
              <DataTable caption="已有的年度归档" columns={columns} rows={items} rowKey={({ id }) => id} />
            )}
          </div>
        )}
      </Load>
    </section>
  );
}

/** 备份与归档: everything for a restore (administrators), and what the public saw of a year (部领导 too). */
export default function Backup() {
  const who = useMe();
  const watched = useRun();
  return (
    <Screen title="备份与归档">
      <RunCard run={watched.run} />
      <div class="backup">
        {can(who, "admin") && <Backups watched={watched} />}
        <Archives watched={watched} />
      </div>
    </Screen>
  );
}
