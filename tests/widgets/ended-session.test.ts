import { beforeEach, describe, expect, it, vi } from "vitest";
import { api, ApiProblem } from "../../widgets/staff/shell/api.ts";
import { expired, me, settleSignIn } from "../../widgets/staff/shell/session.ts";

// The shell's modules look at the page that they are loaded in.
vi.hoisted(() => {
  const page = new EventTarget() as EventTarget & Record<string, unknown>;
  Object.assign(page, { parent: page, location: { search: "", hash: "" }, setTimeout, clearTimeout });
  Object.assign(globalThis, { window: page, location: page["location"] });
});

const refused = () => Response.json({ code: "unauthenticated" }, { status: 401 });
const settled = () => new Promise((done) => setTimeout(done));

/** A server whose answers wait until the test gives them, in the order of the calls. */
let answers: ((answer: Response) => void)[] = [];
beforeEach(() => {
  answers = [];
  vi.stubGlobal("fetch", () => new Promise<Response>((done) => answers.push(done)));
  me.set({ id: "p1", name: "编辑", roles: ["editor"] } as unknown as Parameters<typeof me.set>[0]);
});

describe("calls that meet an ended session", () => {
  it("wait for the person to sign in again, then are sent once more, all of them", async () => {
    const calls = [api("PUT", "/a", {}), api("GET", "/b")];
    answers.splice(0).forEach((answer) => answer(refused()));
    await settled();
    expect([expired.get(), answers.length]).toEqual([true, 0]);
    settleSignIn(true);
    await settled();
    answers.forEach((answer, at) => answer(Response.json({ at })));
    expect(await Promise.all(calls)).toEqual([{ at: 0 }, { at: 1 }]);
    expect(expired.get()).toBe(false);
  });

  it("do not ask a second time when one was sent before the sign-in and refused after it", async () => {
    const calls = [api("GET", "/check"), api("PUT", "/save", {})];
    answers.shift()!(refused());
    await settled();
    settleSignIn(true);
    await settled();
    const late = answers.shift()!;
    late(refused());
    await settled();
    expect(expired.get()).toBe(false);
    answers.forEach((answer) => answer(Response.json({ done: true })));
    expect(await Promise.all(calls)).toEqual([{ done: true }, { done: true }]);
  });

  it("ask again when the new session has ended, too, and fail when nobody signs in", async () => {
    const call = api("GET", "/a");
    answers.shift()!(refused());
    await settled();
    settleSignIn(true);
    await settled();
    answers.shift()!(refused());
    await settled();
    expect(expired.get()).toBe(true);
    settleSignIn(false);
    await expect(call).rejects.toEqual(new ApiProblem({ code: "unauthenticated" }, 401));
  });
});
