import "./feedback.css";
import type { AnswerTemplates, FeedbackDesk } from "../../../functions/feedback/staff.contract.ts";
import { api } from "../shell/api.ts";
import { href } from "../shell/router.ts";
import type { ScreenProps } from "../shell/screens.ts";
import { Screen } from "../shell/states.tsx";
import { useLoad } from "../shell/use-load.ts";
import { OneFeedback } from "./one.tsx";
import { useWide } from "../shell/use-wide.ts";

const nothing = () => undefined;

/** `#/feedback/:id`: one feedback on a screen of its own, as the phone shows it and other screens link to it. */
export default function OneFeedbackScreen({ params, query }: ScreenProps) {
  const sideBySide = useWide(1000);
  const desk = useLoad((signal) => api<FeedbackDesk>("GET", "/api/staff/feedback/desk", undefined, { signal }), []);
  const templates = useLoad((signal) => api<AnswerTemplates>("GET", "/api/staff/feedback/templates", undefined, { signal }), []);
  return (
    <Screen
      title="处理反馈"
      actions={
        <a class="button plain" href={href("/feedback", query)}>
          返回列表
        </a>
      }
    >
      <OneFeedback id={params["id"]!} desk={desk} templates={templates} sideBySide={sideBySide} onActions={nothing} onChanged={nothing} />
    </Screen>
  );
}
