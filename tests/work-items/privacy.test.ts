import { expect, test } from "vitest";
import type { Role } from "../../functions/people/contract.ts";
import type { WorkItem } from "../../functions/work-items/item.contract.ts";
import { withWork } from "../support/work-items.ts";

/** Who asks: role, id and 组室. The item is of 组织科, its owner "owner", its member "member", drafted by its lead. */
const actors: Record<string, { roles: Role[]; id?: string; office: string }> = {
  owner: { roles: ["cadre"], id: "owner", office: "组织科" },
  member: { roles: ["cadre"], id: "member", office: "干部科" },
  colleague: { roles: ["cadre"], office: "组织科" },
  lead: { roles: ["lead"], office: "组织科" },
  otherLead: { roles: ["lead"], office: "干部科" },
  homelessLead: { roles: ["lead"], office: "" },
  editor: { roles: ["editor"], office: "组织科" },
  director: { roles: ["director"], office: "部领导" },
  admin: { roles: ["admin"], office: "组织科" },
  unit: { roles: ["unit"], office: "组织科" },
};
type Actor = keyof typeof actors;
type Objects = "draft" | "underway" | "from feedback";

const seers: Record<Objects, readonly Actor[]> = {
  draft: ["owner", "member", "lead", "director"],
  underway: ["owner", "member", "lead", "director"],
  "from feedback": ["owner", "member", "lead", "director", "editor"],
};
/** Whose roles reach the route at all, and who may act on an item that is seen; all others are refused, by whatever way. */
const routes: { name: string; send: (item: WorkItem, input: object) => [string, string, object?]; may: readonly Actor[]; at: Objects }[] = [
  { name: "read", send: () => ["GET", ""], may: ["owner", "member", "lead", "director", "editor"], at: "underway" },
  {
    name: "change",
    send: ({ version }, input) => ["PUT", "", { ...input, title: secret, version }],
    may: ["lead", "director"],
    at: "underway",
  },
  { name: "discard", send: ({ version }) => ["DELETE", "", { version }], may: ["lead", "director"], at: "draft" },
  { name: "start", send: ({ version }) => ["POST", "/steps", { step: "start", version }], may: ["lead", "director"], at: "draft" },
  {
    name: "delay",
    send: ({ version }) => ["POST", "/steps", { step: "delay", version, reason: "因", measures: "施", until: "2026-07-31" }],
    may: ["owner", "lead", "director"],
    at: "underway",
  },
  {
    name: "close",
    send: ({ version }) => ["POST", "/steps", { step: "close", version, result: "果" }],
    may: ["lead", "director"],
    at: "underway",
  },
  {
    name: "cancel",
    send: ({ version }) => ["POST", "/steps", { step: "cancel", version, reason: "因" }],
    may: ["director"],
    at: "underway",
  },
  { name: "report", send: () => ["POST", "/reports", { due: "2026-03-31", done: "成" }], may: ["owner", "member", "lead"], at: "underway" },
  {
    name: "milestone",
    send: ({ version, milestones }) => ["PUT", `/milestones/${milestones[0]!.id}`, { version, doneOn: "2026-03-02" }],
    may: ["owner", "lead", "director"],
    at: "underway",
  },
  {
    name: "pledge",
    send: ({ version }) => ["PUT", "/responsibility", { version, text: "责任" }],
    may: ["owner", "lead", "director"],
    at: "underway",
  },
  { name: "sign", send: () => ["POST", "/signatures", { revision: 1 }], may: ["owner", "member"], at: "underway" },
  { name: "supervise", send: () => ["POST", "/supervision", { text: "问", answerBy: "2026-03-05" }], may: ["director"], at: "underway" },
];

const secret = "不外传的题目";

/** A column, and a maker of items of one kind. */
async function withItems(kind: Objects) {
  const work = await withWork();
  let source: object = { kind: "plan" };
  if (kind === "from feedback") {
    const { formToken } = (await work.call<{ formToken: string }>("GET", "/api/feedback/form")).body;
    work.time.now += 5000;
    await work.call("POST", "/api/feedback", { body: { kind: "意见", text: "请修路", formToken } });
    const { items } = (await work.act<{ items: { id: string; version: number }[] }>("editor", "GET", "/feedback?state=pending")).body;
    await work.act("editor", "POST", `/feedback/${items[0]!.id}/accept`, { version: items[0]!.version, office: "组织科" });
    source = { kind: "feedback", feedback: items[0]!.id };
  }
  const make = async (): Promise<WorkItem> => {
    const { body: draft } = await work.plan({ title: secret, milestones: [{ title: "启动", date: "2026-03-09" }], target: "目标", source });
    if (kind === "draft") return draft;
    const { body: started } = await work.step(draft, "start");
    const pledge = { version: started.version, text: "六月底前建成" };
    return (await work.act("lead", "PUT", `/work-items/${draft.id}/responsibility`, pledge)).body;
  };
  const cookies = new Map<Actor, string>();
  for (const name of Object.keys(actors)) cookies.set(name, await cookieOf(work, name));
  return { work, make, cookies };
}

async function cookieOf(work: Awaited<ReturnType<typeof withWork>>, name: Actor): Promise<string> {
  const { roles, id, office } = actors[name]!;
  return id === undefined ? work.signIn(roles, { office }) : work.sessionOf(id);
}

test.each(["draft", "underway", "from feedback"] as const)(
  "of an item (%s) every route is for those whom it concerns; whoever is refused changes nothing and learns nothing",
  async (kind) => {
    const { work, make, cookies } = await withItems(kind);
    let item = await make();
    for (const { name: route, send, may, at } of routes) {
      if ((at === "draft") !== (kind === "draft")) continue;
      for (const [name, cookie] of cookies) {
        const [method, path, body] = send(item, work.input);
        const before = work.rows("work-items");
        const { status, text } = await work.call(method, `/api/staff/work-items/${item.id}${path}`, { cookie, ...(body ? { body } : {}) });
        const allowed = may.includes(name) && seers[kind].includes(name);
        expect([200, 201, 204].includes(status), `${name} ${route}: ${status} ${text}`).toBe(allowed);
        if (allowed) item = await make();
        else {
          expect([403, 404], name).toContain(status);
          expect(text.includes(secret) || text.includes("六月底")).toBe(false);
          expect(work.rows("work-items")).toEqual(before);
        }
      }
    }
  },
);

test("lists hold what one may see and nothing else", async () => {
  const { work, make } = await withItems("underway");
  const item = await make();
  await work.on("2026-04-01");
  const paths = ["/work-items?year=2026", "/work-items/timeline?year=2026", "/work-items/overview", "/work-reports", "/today"];
  for (const name of Object.keys(actors)) {
    const cookie = await cookieOf(work, name);
    for (const path of paths) {
      const { status, text } = await work.call("GET", `/api/staff${path}`, { cookie });
      const sees = seers.underway.includes(name) && status === 200 && (path !== "/today" || name !== "director");
      expect(text.includes(item.id), `${name} ${path} ${status}`).toBe(sees);
    }
  }
});

test("everybody plans for the own 组室 at most, as a draft", async () => {
  const work = await withWork();
  const planners: Record<string, number[]> = {
    owner: [201, 403],
    member: [403, 403],
    colleague: [403, 403],
    lead: [201, 403],
    otherLead: [403, 201],
    homelessLead: [403, 403],
    editor: [403, 403],
    director: [201, 201],
    admin: [403, 403],
    unit: [403, 403],
  };
  for (const [name, statuses] of Object.entries(planners)) {
    const cookie = await cookieOf(work, name);
    const plan = (office: string) => work.call<WorkItem>("POST", "/api/staff/work-items", { cookie, body: { ...work.input, office } });
    const answers = [await plan("组织科"), await plan("干部科")];
    expect(
      answers.map(({ status }) => status),
      name,
    ).toEqual(statuses);
    for (const { status, body } of answers) if (status === 201) expect(body.state).toBe("draft");
  }
});
