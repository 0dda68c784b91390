import "./settings.css";
import type { VersionedSettings } from "../../../functions/settings/contract.ts";
import { api } from "../shell/api.ts";
import { href } from "../shell/router.ts";
import type { ScreenProps } from "../shell/screens.ts";
import { can, useMe } from "../shell/session.ts";
import { Empty, Load, Screen } from "../shell/states.tsx";
import { Tabs } from "../shell/table.tsx";
import { useLoad } from "../shell/use-load.ts";
import { sections } from "./sections.ts";

/** `#/settings/<section>`: administrators change, editors and directors look. */
export default function Settings({ params }: ScreenProps) {
  const from = useLoad((signal) => api<VersionedSettings>("GET", "/api/staff/settings", undefined, { signal }), []);
  const editable = can(useMe(), "admin");
  const wanted = params["section"] ?? sections[0]!.key;
  const section = sections.find(({ key }) => key === wanted);
  const tabs = sections.map(({ key, label }) => ({ key, label, href: href(`/settings/${key}`) }));
  return (
    <Screen title={section ? `设置：${section.label}` : "设置"}>
      <Tabs label="设置" tabs={tabs} current={wanted} />
      {!editable && wanted !== "embed" && wanted !== "reminders" && <p class="settings-note">只有系统管理员可以修改这一页，您可以查看。</p>}
      {section ? (
        <Load from={from}>
          {(settings) => <section.View key={section.key} settings={settings} editable={editable} onSaved={from.replace} />}
        </Load>
      ) : (
        <Empty title="没有这一项设置" hint="请从上面选择。" />
      )}
    </Screen>
  );
}
