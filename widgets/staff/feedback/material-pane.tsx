import type { MaterialPage } from "../../../functions/materials/contract.ts";
import { richText } from "../../core/rich-text.ts";
import { api, ApiProblem } from "../shell/api.ts";
import { dateTime } from "../shell/format.ts";
import { Load } from "../shell/states.tsx";
import { useLoad } from "../shell/use-load.ts";

type Shown = Pick<MaterialPage, "title" | "body"> & Partial<Pick<MaterialPage, "publishedAt" | "summary" | "link">>;

/** As everybody reads it, or, where it is public no longer, as it was written. */
async function readMaterial(id: string, signal: AbortSignal): Promise<Shown> {
  try {
    return await api<Shown>("GET", `/api/materials/${id}`, undefined, { signal });
  } catch (problem) {
    if (!(problem instanceof ApiProblem) || problem.code !== "not-found") throw problem;
    return api<Shown>("GET", `/api/staff/materials/${id}`, undefined, { signal });
  }
}

/** What scrolls by itself must be reached by the keyboard. */
const scrolled = { tabIndex: 0 };

/** The material that a feedback is about, to be read while answering. */
export function MaterialPane({ id }: { id: string }) {
  const from = useLoad((signal) => readMaterial(id, signal), [id]);
  return (
    <section class="card material-pane" aria-label="资料原文" {...scrolled}>
      <Load from={from}>
        {({ title, publishedAt, body, summary, link }) => (
          <>
            <h2>{title}</h2>
            {publishedAt && <p class="muted small">发布时间 {dateTime(publishedAt)}</p>}
            {body ? richText(body, "") : <p>{summary}</p>}
            {!body && link && (
              <p>
                <a href={link} target="_blank" rel="noopener noreferrer">
                  查看原文
                </a>
              </p>
            )}
          </>
        )}
      </Load>
    </section>
  );
}
