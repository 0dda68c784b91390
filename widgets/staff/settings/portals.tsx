import { useState } from "preact/hooks";
import { originOf } from "../../../functions/settings/origins.contract.ts";
import { api } from "../shell/api.ts";
import { Button, TextField } from "../shell/form.tsx";
import { fieldError } from "../shell/problems.ts";
import { useLoad } from "../shell/use-load.ts";
import { Accent, usableAccent } from "./accent.tsx";
import { SectionForm, type SectionProps } from "./section.tsx";
import { useSection } from "./use-section.ts";

export interface FixedPortals {
  fixed: string[];
}

/** The portals that may read and frame the column; typed as addresses, kept as origins. */
function Origins({ origins, fixed, editable, onChange, error }: OriginsProps) {
  const [typed, setTyped] = useState("");
  const [fault, setFault] = useState<string>();
  const origin = originOf(typed);
  const add = () => {
    if (!origin) setFault("这不是完整的网址，请从浏览器地址栏复制门户网页的地址。");
    else if (origins.includes(origin) || fixed.includes(origin)) setFault("这个网站已经登记了。");
    else {
      onChange([...origins, origin]);
      setTyped("");
    }
  };
  return (
    <>
      {origins.length + fixed.length === 0 && <p class="settings-note">还没有登记门户网站，贴在别的网站上的栏目会显示不出来。</p>}
      <ul class="names plain-list">
        {fixed.map((name) => (
          <li key={name}>
            <span class="grow">
              <b>{name}</b> <small class="muted">由安装时的设定登记，这里不能改</small>
            </span>
          </li>
        ))}
        {origins.map((name) => (
          <li key={name}>
            <span class="grow">
              <b>{name}</b> {name.startsWith("http:") && <small class="muted">未加密的网站：内容能显示，建议尽早换成 https</small>}
            </span>
            {editable && (
              <Button kind="quiet" aria-label={`删除 ${name}`} onClick={() => onChange(origins.filter((other) => other !== name))}>
                删除
              </Button>
            )}
          </li>
        ))}
      </ul>
      {error && <p class="field-error">{error}</p>}
      {editable && (
        <div class="add-row">
          <TextField
            label="门户网页的地址"
            name="portal"
            value={typed}
            maxLength={500}
            placeholder="https://www.example.gov.cn/dj/"
            error={fault}
            hint={origin ? `点“添加”，登记为：${origin}` : "把门户网页的地址整个复制过来就行，会自动取出网站部分。"}
            onInput={(text) => {
              setTyped(text);
              setFault(undefined);
            }}
          />
          <Button kind="plain" onClick={add}>
            添加
          </Button>
        </div>
      )}
    </>
  );
}

interface OriginsProps {
  origins: readonly string[];
  fixed: readonly string[];
  editable: boolean;
  onChange: (origins: string[]) => void;
  error: string | undefined;
}

export function Portals(props: SectionProps) {
  const state = useSection("portals", ["portalOrigins", "accent"], props);
  const place = useLoad((signal) => api<FixedPortals>("GET", "/api/staff/settings/portals", undefined, { signal }), []);
  const { portalOrigins, accent } = state.mine;
  return (
    <SectionForm
      state={state}
      editable={props.editable}
      blocked={!usableAccent(accent)}
      fields={[
        { key: "portalOrigins", label: "门户网站" },
        { key: "accent", label: "主色" },
      ]}
    >
      <section class="card stack" aria-labelledby="portals-heading">
        <h2 id="portals-heading">门户网站</h2>
        <p>只有登记过的网站才能显示本栏目。网站有几个地址（比如带 www 和不带 www、http 和 https），要分别登记。保存后 10 秒内生效。</p>
        <Origins
          origins={portalOrigins}
          fixed={place.value?.fixed ?? []}
          editable={props.editable}
          error={fieldError(state.problem, "portalOrigins")}
          onChange={(origins) => state.set({ portalOrigins: origins })}
        />
      </section>
      <Accent value={accent} editable={props.editable} onChange={(colour) => state.set({ accent: colour })} />
    </SectionForm>
  );
}
