import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type FeedbackProgress, type FeedbackState, feedbackStates, type PublicFeedbackList } from "../../functions/feedback/contract.ts";
import type { BulkResult, FeedbackDesk, FeedbackRecord } from "../../functions/feedback/staff.contract.ts";
import { MINUTE } from "../../functions/platform/clock.ts";
import { publicRoutes } from "../../functions/public-app.ts";
import { type Column, newColumn } from "./support.ts";

/** What the model knows of one feedback. Each text holds a mark of its own, so that a leak names its source. */
interface Known {
  code: string;
  id: string;
  state: FeedbackState;
  text: string;
  version: number;
  material: boolean;
  contact: boolean;
  office?: string | undefined;
  answer?: string | undefined;
  /** The one that it is merged into, and the state before. */
  into?: Known | undefined;
  before?: FeedbackState | undefined;
  everAnswered: boolean;
}

interface World {
  column: Column;
  editor: string;
  all: Known[];
  marks: number;
  /** Everything that must never be public: names, contacts, addresses, codes, reasons, texts before a correction. */
  secrets: string[];
}

const offices = ["办公室", "干部科"];
const actions = ["accept", "assign", "answer", "reject", "correct", "withdraw", "stale", "merge", "unmerge", "return", "bulk"] as const;
type Action =
  | { do: "hand-in"; unit: boolean; material: boolean; contact: boolean }
  | { do: (typeof actions)[number]; which: number; office: number; other: number };

const handIn: fc.Arbitrary<Action> = fc.record({
  do: fc.constant("hand-in" as const),
  unit: fc.boolean(),
  material: fc.boolean(),
  contact: fc.boolean(),
});
const other: fc.Arbitrary<Action> = fc.record({
  do: fc.constantFrom(...actions, ...actions.slice(0, 3), "accept", "answer", "merge", "merge", "merge"),
  which: fc.nat(3),
  office: fc.nat(1),
  other: fc.nat(3),
});
/** Few feedbacks and many steps, so that merges, answers and withdrawals meet. */
const history = fc.tuple(
  fc.tuple(handIn, handIn, handIn),
  fc.array(fc.oneof({ arbitrary: handIn, weight: 1 }, { arbitrary: other, weight: 12 }), { minLength: 10, maxLength: 40, size: "max" }),
);

const next: Record<string, Partial<Record<FeedbackState, FeedbackState>>> = {
  accept: { pending: "accepted", rejected: "accepted" },
  assign: { accepted: "accepted" },
  answer: { accepted: "answered", answered: "answered" },
  reject: { pending: "rejected", accepted: "rejected" },
  correct: { pending: "pending", accepted: "accepted", answered: "answered" },
};

const waits = ({ state }: Known) => state === "pending" || state === "accepted";
const joinedTo = (world: World, one: Known) => world.all.filter(({ into }) => into === one);

async function mergeOrUndo(world: World, one: Known, action: "merge" | "unmerge", other: Known): Promise<void> {
  const { column, editor } = world;
  const target = action === "merge" ? other : one.into;
  const possible =
    action === "merge"
      ? waits(one) && waits(other) && one !== other && joinedTo(world, one).length === 0
      : target !== undefined && target.answer === undefined;
  const result = await column.step<FeedbackRecord & { code?: string }>(editor, one, action, action === "merge" ? { into: other.id } : {});
  if (!possible || !target) return expect(result).toMatchObject({ status: 409, body: { code: "illegal-step" } });
  if (action === "merge") Object.assign(one, { into: other, before: one.state, state: "merged" });
  else Object.assign(one, { into: undefined, before: undefined, state: one.before });
  one.version += 1;
  target.version += 1;
  expect(result).toMatchObject({ status: 200, body: { state: one.state, version: one.version } });
}

function withdrawn(world: World, one: Known): void {
  if (one.state === "withdrawn") return;
  if (one.into) one.into.version += 1;
  // Those that were waiting for its answer, or had it, go back to where they came from.
  for (const each of joinedTo(world, one))
    Object.assign(each, { state: each.before, into: undefined, before: undefined, version: each.version + 1 });
  Object.assign(one, { state: "withdrawn", text: "", version: one.version + 1, answer: undefined, into: undefined });
}

async function take(world: World, action: Action): Promise<void> {
  const { column, editor } = world;
  column.time.now += MINUTE / 2;
  const mark = (what: string) => `${what}-${++world.marks}-${what}`;
  if (action.do === "hand-in") {
    const text = mark("text");
    const address = `203.0.${world.marks % 250}.${(world.marks * 7) % 250}`;
    const person = action.contact ? { name: mark("name"), contact: mark("contact"), consent: true } : {};
    const { body, status } = await column.handIn(
      { text, ...person, ...(action.unit ? { unit: "shanshi" } : {}), ...(action.material ? { material: column.material } : {}) },
      { address },
    );
    expect(status).toBe(201);
    const { items } = await column.queue(editor);
    const { id } = items.find((item) => item.text === text)!;
    world.secrets.push(address, body.code, ...(action.contact ? [person.name!, person.contact!] : []));
    world.all.push({
      code: body.code,
      id,
      state: "pending",
      text,
      version: 1,
      material: action.material,
      contact: action.contact,
      everAnswered: false,
    });
    return;
  }
  const one = world.all[action.which % world.all.length]!;
  if (action.do === "withdraw") {
    expect((await column.call("DELETE", `/api/feedback/receipts/${one.code}`)).status).toBe(204);
    world.secrets.push(...[one.text, one.answer ?? ""].filter((gone) => gone !== ""));
    withdrawn(world, one);
    return;
  }
  if (action.do === "merge" || action.do === "unmerge")
    return mergeOrUndo(world, one, action.do, world.all[action.other % world.all.length]!);
  if (action.do === "bulk") {
    const { id, version } = one;
    const { body } = await column.call<BulkResult>("POST", "/api/staff/feedback/bulk-accept", {
      cookie: editor,
      body: { items: [{ id, version }] },
    });
    const outcome = one.state !== "pending" ? "illegal-step" : one.contact ? "contact" : "accepted";
    expect(body).toEqual({ results: [{ id, outcome }] });
    if (outcome === "accepted") Object.assign(one, { state: "accepted", version: version + 1 });
    return;
  }
  if (action.do === "return") {
    const reason = mark("reason");
    world.secrets.push(reason);
    const lead = await column.signIn(["lead"], { office: one.office ?? offices[0]! });
    const result = await column.step(lead, one, "return", { reason });
    if (one.office === undefined || one.state === "withdrawn") return;
    // A merged one answers to the 组室 of its target.
    const sees = (one.into ?? one).office === one.office;
    if (one.state !== "accepted") return expect(result.status).toBe(sees ? 409 : 404);
    expect(result).toMatchObject({ status: 200, body: { state: "accepted", version: one.version + 1, allowed: [] } });
    expect(result.body).not.toHaveProperty("office");
    Object.assign(one, { office: undefined, version: one.version + 1 });
    return;
  }
  if (action.do === "stale") {
    const late = await column.step<{ code: string; current: FeedbackRecord }>(editor, { id: one.id, version: one.version + 1 }, "accept");
    expect(late).toMatchObject({
      status: 409,
      body: { code: "conflict", current: { version: one.version, state: one.state, text: one.text } },
    });
    return;
  }
  const office = offices[action.office]!;
  const sent: { office?: string; answer?: string; reason?: string; text?: string } = {
    accept: { office },
    assign: { office },
    answer: { office, answer: mark("answer") },
    reject: { reason: mark("reason") },
    correct: { text: mark("text") },
  }[action.do];
  const result = await column.step<FeedbackRecord & { code?: string }>(editor, one, action.do, sent);
  if (sent.reason) world.secrets.push(sent.reason);
  const to = next[action.do]![one.state];
  if (!to) {
    expect(result).toMatchObject({ status: 409, body: { code: "illegal-step" } });
    world.secrets.push(...[sent.answer, sent.text].filter((unused) => unused !== undefined));
    return;
  }
  expect(result).toMatchObject({ status: 200, body: { state: to, version: one.version + 1 } });
  if (sent.text) world.secrets.push(one.text);
  if (sent.answer && one.answer) world.secrets.push(one.answer);
  Object.assign(one, { state: to, version: one.version + 1, ...sent });
  if (to === "answered") for (const each of [one, ...joinedTo(world, one)]) each.everAnswered = true;
}

/** Everything that the public can read: every mounted GET that leads somewhere, and the plain pages, to the last page of each list. */
async function publicAnswers(column: Column): Promise<string> {
  const id = column.material;
  const listed = publicRoutes
    .filter(({ method, path }) => method === "GET" && !/:(code|file|edition)/.test(path))
    .map(({ path }) => path.replace(":id", id));
  const paths = [...listed, "/column/", `/column/${id}`, "/column/answers", "/column/feedback", "/openapi.json"].map((path) =>
    path === "/api/packages.zip" ? `${path}?ids=${id}` : path,
  );
  expect(paths).toContain("/api/materials");
  let all = "";
  for (const path of paths) {
    for (let cursor: string | undefined, more = true; more; more = cursor !== undefined) {
      const { status, body, text } = await column.call<{ cursor?: string }>(
        "GET",
        cursor ? `${path}?cursor=${encodeURIComponent(cursor)}` : path,
      );
      expect([path, status]).toEqual([path, 200]);
      all += text;
      ({ cursor } = body);
    }
  }
  return all;
}

async function holdsUp({ column, editor, all, secrets }: World): Promise<void> {
  const shown = await publicAnswers(column);
  for (const secret of secrets) expect(shown).not.toContain(secret);
  for (const { state, text } of all) if (text !== "") expect(shown.includes(text)).toBe(state === "answered");
  const items = async (path: string) => (await column.call<PublicFeedbackList>("GET", path)).body.items.map(({ id }) => id).toSorted();
  const answered = all.filter(({ state }) => state === "answered");
  expect(await items("/api/feedback")).toEqual(answered.map(({ id }) => id).toSorted());
  expect(await items(`/api/materials/${column.material}/feedback`)).toEqual(
    answered
      .filter(({ material }) => material)
      .map(({ id }) => id)
      .toSorted(),
  );
  for (const state of feedbackStates) {
    const inState = all.filter((one) => one.state === state);
    expect((await column.queue(editor, `?state=${state}`)).items.map(({ id }) => id).toSorted()).toEqual(
      inState.map(({ id }) => id).toSorted(),
    );
    for (const office of offices) {
      const queued = (await column.queue(editor, `?state=${state}&office=${encodeURIComponent(office)}`)).items.map(({ id }) => id);
      const expected =
        state === "withdrawn" || state === "merged" ? [] : inState.filter((one) => one.office === office).map(({ id }) => id);
      expect(queued.toSorted()).toEqual(expected.toSorted());
    }
  }
  for (const one of all) {
    const { body } = await column.call<FeedbackProgress>("GET", `/api/feedback/receipts/${one.code}`);
    const shownState = one.into?.state === "pending" ? one.before : (one.into ?? one).state;
    const answer = one.into?.answer ? `（与同类留言合并办理）\n${one.into.answer}` : one.answer;
    expect([body.state, body.text, body.answer]).toEqual([shownState, one.text, shownState === "answered" ? answer : undefined]);
    if (body.acceptedAt) expect(body.acceptedAt >= body.receivedAt).toBe(true);
  }
  const { counts } = (await column.call<FeedbackDesk>("GET", "/api/staff/feedback/desk", { cookie: editor })).body;
  for (const state of feedbackStates) expect([state, counts[state]]).toEqual([state, all.filter((one) => one.state === state).length]);
  const statistics = (await column.call<{ received: number; answered: number }>("GET", "/api/statistics")).body;
  expect(statistics).toMatchObject({ received: all.length, answered: all.filter(({ everAnswered }) => everAnswered).length });
}

describe("先审后发", () => {
  test(
    "after any history the model and the column agree, and nothing unmoderated, no name, contact, address or code is public",
    { timeout: 60_000 },
    async () => {
      await fc.assert(
        fc.asyncProperty(history, async ([first, rest]) => {
          const column = await newColumn();
          const world: World = { column, editor: await column.signIn(["editor"]), all: [], marks: 0, secrets: [] };
          for (const action of [...first, ...rest]) await take(world, action);
          await holdsUp(world);
        }),
        { numRuns: 40 },
      );
    },
  );
});
