import { useState } from "preact/hooks";
import type { StudyDay } from "../../../functions/study-days/contract.ts";
import { api } from "../shell/api.ts";
import { Button, FormError } from "../shell/form.tsx";
import { href } from "../shell/router.ts";
import type { ScreenProps } from "../shell/screens.ts";
import { useMe } from "../shell/session.ts";
import { Screen } from "../shell/states.tsx";
import { dayName } from "./words.ts";

/** `#/calendar/:slot/check-in/:code`: where the code on the wall leads. One button, and it says that it worked. */
export default function CheckInScreen({ params }: ScreenProps) {
  const { name } = useMe();
  const [done, setDone] = useState<StudyDay>();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>();
  const slot = params["slot"]!;
  const sign = async () => {
    setBusy(true);
    setProblem(undefined);
    try {
      setDone(await api<StudyDay>("POST", `/api/staff/study-days/${slot}/check-in`, { code: params["code"]! }));
    } catch (error) {
      setProblem(error);
    }
    setBusy(false);
  };
  return (
    <Screen title="集中学习签到">
      <section class="card stack check-in">
        {done ? (
          <div role="status" class="stack">
            <p class="check-in-done">{name}，已签到</p>
            <p>
              {dayName(done.date)} {done.topic}
            </p>
            <p>
              <a class="button plain" href={href(`/calendar/${slot}`)}>
                查看本次学习
              </a>
            </p>
          </div>
        ) : (
          <>
            <p>{name}，请点下面的按钮签到。</p>
            <Button busy={busy} onClick={() => void sign()}>
              签到
            </Button>
            <FormError problem={problem} />
          </>
        )}
      </section>
    </Screen>
  );
}
