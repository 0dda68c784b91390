import "./review.css";
import { useState } from "preact/hooks";
import type { Review } from "../../../functions/review/contract.ts";
import { api, newKey } from "../shell/api.ts";
import { go } from "../shell/router.ts";
import { Screen } from "../shell/states.tsx";
import { PlanForm } from "./plan-form.tsx";
import { newPlan } from "./plan-values.ts";

/** `#/reviews/new`: the director plans a review. */
export default function NewReviewScreen() {
  const [key] = useState(newKey);
  const [initial] = useState(newPlan);
  return (
    <Screen title="新建评审" note="先保存，再看一遍，最后点“开始评审”，评委才看得到。">
      <PlanForm
        draftKey="review:new"
        initial={initial}
        save={(body) => api<Review>("POST", "/api/staff/reviews", body, { key })}
        onSaved={({ id }) => go(`/reviews/${id}`)}
      />
    </Screen>
  );
}
