import type { Context, Hono } from "hono";
import * as v from "valibot";
import type { Deps } from "../deps.ts";
import { feedbackInput, type FeedbackInput } from "../feedback/contract.ts";
import { answeredFeedback } from "../feedback/answered.ts";
import { issueForm } from "../feedback/form.ts";
import { handInFeedback } from "../feedback/hand-in.ts";
import { progressOf, withdraw } from "../feedback/receipts.ts";
import { readStatistics } from "../feedback/statistics.ts";
import { problemOf, type AppEnv } from "../http/app.ts";
import { check, readBytes, readQuery } from "../http/body.ts";
import { noStore, pagePolicy, publicCache } from "../http/headers.ts";
import { originAllowed, ownOrigin } from "../http/origin.ts";
import { Problem, problems } from "../http/problem.ts";
import { sha256 } from "../platform/ids.ts";
import { listQuery } from "../materials/contract.ts";
import { listMaterials, readEdition, readMaterial } from "../materials/public-reads.ts";
import { findPublishedTitle } from "../materials/table.ts";
import { listCards } from "../progress/table.ts";
import { themeAddress } from "../settings/theme.ts";
import type { Site } from "./document.tsx";
import {
  renderAnswersPage,
  renderEditionPage,
  renderFeedbackPage,
  renderListPage,
  renderMaterialPage,
  renderProblemPage,
  renderProgressPage,
  renderReceiptPage,
  renderWithdrawnPage,
  renderWorkPage,
} from "./pages.tsx";

const FORM_BYTES = 32 * 1024;

const materialQuery = v.strictObject({ material: v.optional(v.pipe(v.string(), v.maxLength(40))) });
const answersQuery = v.strictObject({ cursor: v.optional(v.pipe(v.string(), v.maxLength(2000))) });

/** The fields of a posted form, each at most once. @throws Problem */
async function readForm(c: Context, deps: Deps): Promise<Record<string, string>> {
  const origin = c.req.header("origin");
  if (origin !== undefined && !(await originAllowed(origin, c, deps))) throw new Problem("forbidden");
  if (!c.req.header("content-type")?.startsWith("application/x-www-form-urlencoded")) throw new Problem("not-json");
  const text = new TextDecoder().decode(await readBytes(c.req.raw, FORM_BYTES));
  return readQuery(new URL(`?${text}`, "http://form.invalid"));
}

function inputOf({
  kind = "",
  unit,
  text = "",
  name = "",
  contact = "",
  consent,
  formToken = "",
  website = "",
  material,
}: Record<string, string>): Record<string, unknown> {
  return {
    kind,
    text,
    name,
    contact,
    consent: consent === "true",
    formToken,
    website,
    ...(unit ? { unit } : {}),
    ...(material ? { material } : {}),
  };
}

/** The plain pages under /column/: the whole column without a script, from the same views as the widgets. */
export function columnRoutes(app: Hono<AppEnv>, deps: Deps): void {
  const site = (c: Context): Site => {
    const { stylesheet, demo } = deps.config;
    const theme = c.get("theme") as string | undefined;
    return { origin: ownOrigin(c, deps.config), stylesheet, demo, ...(theme && { theme }) };
  };
  const html = (text: string, cacheable: boolean, status = 200) =>
    new Response(text, {
      status,
      headers: {
        "content-type": "text/html; charset=utf-8",
        "cache-control": cacheable ? publicCache : noStore,
        // Under no-referrer a browser sends a form with `Origin: null`, which cannot be told from a foreign page.
        "referrer-policy": "same-origin",
      },
    });

  /** A page in the settings' colour that the settings' portals may frame. Unknown errors go on to the app. */
  const page = (render: (c: Context) => Promise<Response>) => async (c: Context<AppEnv>) => {
    c.set("theme", themeAddress(await deps.accent()));
    const answer = await rendered(render, c);
    answer.headers.set("content-security-policy", pagePolicy(await deps.portals()));
    return answer;
  };

  /** A page instead of problem details: people read these. */
  const rendered = async (render: (c: Context) => Promise<Response>, c: Context<AppEnv>) => {
    try {
      return await render(c);
    } catch (error) {
      const problem = problemOf(error);
      if (!problem) throw error;
      const { retryAfter } = problem.details;
      const answer = html(
        renderProblemPage({ site: site(c), code: problem.code, ...(retryAfter === undefined ? {} : { wait: retryAfter }) }),
        false,
        problems[problem.code][0],
      );
      if (retryAfter !== undefined) answer.headers.set("retry-after", String(retryAfter));
      return answer;
    }
  };

  app.get("/column", (c) => c.redirect("/column/", 301));

  app.get(
    "/column/",
    page(async (c) => {
      const { limit, ...query } = check(listQuery, readQuery(new URL(c.req.url)), "invalid-query");
      return html(renderListPage({ site: site(c), list: await listMaterials(deps, { ...query, limit }), query }), true);
    }),
  );

  app.get(
    "/column/answers",
    page(async (c) => {
      const { cursor } = check(answersQuery, readQuery(new URL(c.req.url)), "invalid-query");
      const [answers, statistics] = await Promise.all([answeredFeedback(deps, { cursor }), readStatistics(deps)]);
      return html(renderAnswersPage({ site: site(c), answers, statistics, ...(cursor ? { cursor } : {}) }), true);
    }),
  );

  app.get(
    "/column/progress",
    page(async (c) => {
      check(v.strictObject({}), readQuery(new URL(c.req.url)), "invalid-query");
      return html(renderWorkPage({ site: site(c), list: { items: await listCards(deps.store) } }), true);
    }),
  );

  app.get(
    "/column/feedback",
    page(async (c) => {
      const { material } = check(materialQuery, readQuery(new URL(c.req.url)), "invalid-query");
      return html(renderFeedbackPage({ site: site(c), form: { token: await issueForm(deps), ...(material ? { material } : {}) } }), false);
    }),
  );

  app.post(
    "/column/feedback",
    page(async (c) => {
      const fields = await readForm(c, deps);
      const values = inputOf(fields);
      try {
        const input: FeedbackInput = check(feedbackInput, values);
        // A page without script makes no key; its token serves once, so a double click gets the same code.
        const idempotencyKey = `form-${sha256(input.formToken)}`;
        const { code } = await handInFeedback(deps, input, { address: deps.clientAddress(c), idempotencyKey });
        return html(renderReceiptPage({ site: site(c), code }), false, 201);
      } catch (error) {
        const problem = problemOf(error);
        if (!problem || problem.code === "forbidden") throw error;
        const { errors, retryAfter } = problem.details;
        const { formToken: _, material, ...typed } = values as { formToken: string; material?: string };
        const told = { code: problem.code, ...(errors ? { errors } : {}), ...(retryAfter === undefined ? {} : { wait: retryAfter }) };
        // The same page with everything that was typed, under a fresh token.
        const form = { token: await issueForm(deps), values: typed, problem: told, ...(material ? { material } : {}) };
        return html(renderFeedbackPage({ site: site(c), form }), false, problems[problem.code][0]);
      }
    }),
  );

  app.get(
    "/column/receipt",
    page(async (c) => html(renderProgressPage({ site: site(c) }), false)),
  );

  app.post(
    "/column/receipt",
    page(async (c) => {
      const { code = "", do: wish = "show" } = await readForm(c, deps);
      const address = deps.clientAddress(c);
      try {
        if (wish === "withdraw") {
          await withdraw(deps, code, address);
          return html(renderWithdrawnPage({ site: site(c) }), false);
        }
        const progress = await progressOf(deps, code, address);
        return html(renderProgressPage({ site: site(c), code, progress, asking: wish === "ask" }), false);
      } catch (error) {
        const problem = problemOf(error);
        if (!problem) throw error;
        const wait = problem.details.retryAfter;
        const told = { code: problem.code, ...(wait === undefined ? {} : { wait }) };
        return html(renderProgressPage({ site: site(c), code, problem: told }), false, problems[problem.code][0]);
      }
    }),
  );

  app.get(
    "/column/:id/editions/:edition",
    page(async (c) => {
      const id = c.req.param("id")!;
      const [edition, current] = await Promise.all([
        readEdition(deps, id, Number(c.req.param("edition"))),
        findPublishedTitle(deps.store, id),
      ]);
      if (!edition || current === undefined) throw new Problem("not-found");
      return html(renderEditionPage({ site: site(c), edition, current }), true);
    }),
  );

  app.get(
    "/column/:id",
    page(async (c) => {
      const id = c.req.param("id")!;
      const material = await readMaterial(deps, id);
      if (!material) throw new Problem("not-found");
      const { items } = await answeredFeedback(deps, { material: id });
      return html(renderMaterialPage({ site: site(c), page: material, answers: items }), true);
    }),
  );
}
