import { useState } from "preact/hooks";
import type { LecturePage } from "../../../functions/lectures/contract.ts";
import { MaterialPicker } from "../calendar/material-picker.tsx";
import { Dialog } from "../shell/dialog.tsx";
import { Button } from "../shell/form.tsx";
import { href } from "../shell/router.ts";
import { can, useMe } from "../shell/session.ts";
import type { Step } from "./use-step.ts";
import { scriptStates } from "./words.ts";

/** The 讲稿 and its state on the way through the three steps; the speaker begins it here. */
export function Script({ lecture, step }: { lecture: LecturePage; step: Step }) {
  const me = useMe();
  const [choosing, setChoosing] = useState(false);
  const { script, allowed, topic, state, version } = lecture;
  const link = async (material?: string) => {
    const body = { version, ...(material ? { material } : {}) };
    if (await step.take("POST", "/script", body, material ? "已关联讲稿" : "已建立讲稿，点“打开讲稿”就可以写")) setChoosing(false);
  };
  const staff = can(me, "cadre", "lead", "editor", "director");
  const address = script?.id && (staff ? href(`/materials/${script.id}`) : `/column/${script.id}`);
  return (
    <section class="card stack" aria-labelledby="script">
      <h2 id="script">讲稿</h2>
      {script ? (
        <p>
          《{script.title}》 <span class={`badge ${script.live ? "good" : ""}`}>{scriptStates[script.state]}</span>
        </p>
      ) : (
        <p class="muted">{topic === "" && state !== "cancelled" ? "填好题目以后，讲课人可以在这里写讲稿。" : "还没有讲稿。"}</p>
      )}
      <div class="toolbar">
        {address && (
          <a class="button plain" href={address} {...(staff ? {} : { target: "_blank", rel: "noopener" })}>
            打开讲稿
          </a>
        )}
        {allowed.includes("script") && (
          <>
            <Button busy={step.busy} onClick={() => void link()}>
              写讲稿
            </Button>
            <Button kind="plain" onClick={() => setChoosing(true)}>
              用已发布的讲稿
            </Button>
          </>
        )}
      </div>
      {script && !script.live && staff && <p class="muted small">讲稿按“提供、保密审查、签发”三步发布后，各单位也能看到。</p>}
      {choosing && (
        <Dialog title="用已发布的讲稿" onClose={() => setChoosing(false)}>
          <MaterialPicker chosen={[]} onChange={([one]) => void (one && link(one.id))} />
        </Dialog>
      )}
    </section>
  );
}
