import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import type { MaterialRecord } from "../../functions/materials/contract.ts";
import { emptyValues, toSend, valuesOf, type Values } from "../../widgets/staff/materials/editor-values.ts";
import type { SaveState } from "../../widgets/staff/materials/editor-save-state.ts";
import { Saver } from "../../widgets/staff/materials/editor-saver.ts";
import { ApiProblem } from "../../widgets/staff/shell/api.ts";

// The shell's modules look at the page that they are loaded in.
vi.hoisted(() => {
  const page = new EventTarget() as EventTarget & Record<string, unknown>;
  Object.assign(page, { parent: page, location: { search: "", hash: "" }, setTimeout, clearTimeout });
  Object.assign(globalThis, { window: page, location: page["location"] });
});

type Fate = "ok" | "lost" | "away" | "refused";

/** A server of one record, whose answers and line the test decides, and a clock that the test moves. */
function newServer() {
  let now = 0;
  let timers: { at: number; run: () => void }[] = [];
  const server = {
    record: undefined as MaterialRecord | undefined,
    keys: new Map<string, string>(),
    fates: [] as Fate[],
    sent: [] as string[],
    states: [] as SaveState["kind"][],
    busy: 0,
    most: 0,
  };
  const store = (input: Values, version: number): MaterialRecord =>
    ({
      ...input,
      id: "ab12",
      state: "draft",
      version,
      updatedAt: `2026-11-24T00:00:${version}Z`,
      attachments: [],
    }) as unknown as MaterialRecord;
  const answer = async (what: string, apply: () => MaterialRecord): Promise<MaterialRecord> => {
    server.sent.push(what);
    server.busy += 1;
    server.most = Math.max(server.most, server.busy);
    await Promise.resolve();
    server.busy -= 1;
    const fate = server.fates.shift() ?? "ok";
    if (fate === "away") throw new ApiProblem({ code: "offline" });
    if (fate === "refused") throw new ApiProblem({ code: "invalid-body", errors: [{ field: "title", code: "max_length" }] }, 400);
    const record = apply();
    if (fate === "lost") throw new ApiProblem({ code: "offline" });
    return record;
  };
  const ports = {
    create: (input: Values, key: string) =>
      answer(`create ${input.title}`, () => {
        const body = JSON.stringify(input);
        if (server.keys.has(key) && server.keys.get(key) !== body) throw new ApiProblem({ code: "idempotency-mismatch" }, 422);
        if (server.record && !server.keys.has(key)) throw new Error("two records");
        server.keys.set(key, body);
        return (server.record ??= store(input, 1));
      }),
    update: (_: string, input: Values, version: number) =>
      answer(`update ${input.title}`, () => {
        if (server.record!.version !== version) throw new ApiProblem({ code: "conflict", current: server.record }, 409);
        return (server.record = store(input, version + 1));
      }),
    newKey: () => `key-${server.keys.size}-${now}`,
    now: () => now,
    later: (wait: number, run: () => void) => {
      const timer = { at: now + wait, run };
      timers.push(timer);
      return () => void (timers = timers.filter((each) => each !== timer));
    },
    changed: () => {
      server.states.push(saver.state.kind);
    },
  };
  const settle = async () => {
    for (let turn = 0; turn < 40; turn++) await Promise.resolve();
  };
  const pass = async (ms: number) => {
    const until = now + ms;
    for (;;) {
      const next = timers.filter(({ at }) => at <= until).toSorted((a, b) => a.at - b.at)[0];
      if (!next) break;
      now = Math.max(now, next.at);
      timers = timers.filter((each) => each !== next);
      next.run();
      await settle();
    }
    now = until;
    await settle();
  };
  const saver: Saver = new Saver(ports, undefined);
  const another = (change: Partial<Values>) => {
    server.record = store({ ...valuesOf(server.record!), ...change }, server.record!.version + 1);
  };
  return { server, saver, pass, settle, another };
}

const written = (title: string): Values => ({ ...emptyValues, title, category: "新知识" });

describe("saving while one writes", () => {
  it("waits for a pause of two seconds, but never longer than ten", async () => {
    const { server, saver, pass } = newServer();
    for (let letter = 1; letter <= 12; letter++) {
      saver.change(written("题".repeat(letter)));
      await pass(1000);
    }
    expect(server.sent).toEqual([`create ${"题".repeat(10)}`]);
    await pass(2000);
    expect(server.sent).toHaveLength(2);
    expect([saver.dirty, saver.state.kind, server.record?.title.length]).toEqual([false, "saved", 12]);
  });

  it("sends nothing without title and category, and says which is missing", async () => {
    const { server, saver, pass } = newServer();
    saver.change({ ...emptyValues, body: "<p>文</p>" });
    expect(saver.state).toEqual({ kind: "incomplete", missing: "标题和分类" });
    saver.change({ ...emptyValues, title: "题" });
    expect(saver.state).toEqual({ kind: "incomplete", missing: "分类" });
    await pass(20_000);
    expect(server.sent).toEqual([]);
  });

  it("lets half an address hold up nothing else", async () => {
    const { server, saver, pass } = newServer();
    saver.change({ ...written("一"), link: "https://www.example.gov.cn/a" });
    await pass(2000);
    saver.change({ ...written("一二"), link: "https://" });
    await pass(2000);
    expect([server.record?.title, server.record?.link, saver.dirty]).toEqual(["一二", "https://www.example.gov.cn/a", false]);
    saver.change({ ...written("一二"), link: "https://b.cn" });
    await pass(2000);
    expect(server.record?.link).toBe("https://b.cn");
  });

  it("repeats a first save whose answer was lost with the same key and body, then sends what was written since", async () => {
    const { server, saver, pass } = newServer();
    server.fates = ["lost"];
    saver.change(written("一"));
    await pass(2000);
    expect(saver.state.kind).toBe("offline");
    saver.change(written("一二"));
    await pass(2000);
    expect(server.sent).toEqual(["create 一", "create 一", "update 一二"]);
    expect([server.record?.title, server.record?.version, saver.state.kind]).toEqual(["一二", 2, "saved"]);
  });

  it("knows its own save again when the answer was lost", async () => {
    const { server, saver, pass } = newServer();
    saver.change(written("一"));
    await pass(2000);
    server.fates = ["lost"];
    saver.change(written("一二"));
    await pass(2000);
    saver.change(written("一二三"));
    await pass(12_000);
    expect([server.record?.title, saver.state.kind]).toEqual(["一二三", "saved"]);
  });

  it("asks in a conflict, and sends nothing until somebody has chosen", async () => {
    const { server, saver, pass, another } = newServer();
    saver.change(written("一"));
    await pass(2000);
    another({ title: "对方" });
    saver.change(written("我方"));
    await pass(2000);
    expect(saver.state.kind).toBe("conflict");
    const before = server.sent.length;
    saver.change(written("我方又写"));
    await pass(30_000);
    expect(server.sent).toHaveLength(before);
    saver.resolve(server.record!, { ...written("我方又写"), author: "甲" });
    await pass(0);
    expect([server.record?.title, server.record?.author, saver.state.kind]).toEqual(["我方又写", "甲", "saved"]);
  });

  it("goes on by itself when only the version has changed", async () => {
    const { server, saver, pass, another } = newServer();
    saver.change(written("一"));
    await pass(2000);
    another({});
    saver.change(written("二"));
    await pass(2000);
    expect([server.record?.title, saver.state.kind]).toEqual(["二", "saved"]);
  });

  it("closes when the record is no draft any more", async () => {
    const { server, saver, pass } = newServer();
    saver.change(written("一"));
    await pass(2000);
    server.record = { ...server.record!, state: "to-review", version: 9 };
    saver.change(written("二"));
    await pass(2000);
    expect(saver.state.kind).toBe("closed");
  });

  it("refused, it tries again with the next change and with another key", async () => {
    const { server, saver, pass } = newServer();
    server.fates = ["refused"];
    saver.change(written("太长"));
    await pass(2000);
    expect(saver.state.kind).toBe("refused");
    saver.change(written("短"));
    await pass(2000);
    expect([server.record?.title, saver.state.kind]).toEqual(["短", "saved"]);
  });

  it("attaches after saving, and is asked by nobody to save a draft that cannot be", async () => {
    const { server, saver, pass } = newServer();
    await expect(saver.run((record) => Promise.resolve(record))).rejects.toThrow("incomplete");
    saver.change(written("一"));
    const attached = saver.run((record) => {
      server.record = { ...record, version: record.version + 1 };
      return Promise.resolve(server.record);
    });
    await pass(0);
    expect((await attached).version).toBe(2);
    saver.change(written("二"));
    await pass(2000);
    expect([server.record?.title, server.record?.version]).toEqual(["二", 3]);
  });

  it("sends again what was taken back after an answer was lost: the server may hold the other", async () => {
    const { server, saver, pass } = newServer();
    saver.change(written("一"));
    await pass(2000);
    saver.change(written("三"));
    server.fates = ["lost"];
    await pass(2000);
    saver.change(written("一"));
    await pass(60_000);
    expect([server.record?.title, saver.dirty, saver.state.kind]).toEqual(["一", false, "saved"]);
  });

  it("whatever the line does, never two at once, nothing lost, one record, and all saved in the end", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.oneof(
            fc.record({ write: fc.constantFrom("一", "二", "三", "四") }),
            fc.record({ wait: fc.constantFrom(500, 2100, 11_000) }),
            fc.record({ fate: fc.constantFrom<Fate>("ok", "lost", "away") }),
            fc.record({ flush: fc.constant(true) }),
          ),
          { maxLength: 25 },
        ),
        async (steps) => {
          const { server, saver, pass } = newServer();
          let last = emptyValues;
          for (const step of steps) {
            if ("write" in step) saver.change((last = written(step.write)));
            else if ("wait" in step) await pass(step.wait);
            else if ("fate" in step) server.fates.push(step.fate);
            else void saver.flush();
          }
          server.fates = [];
          await pass(60_000);
          expect(server.most).toBeLessThanOrEqual(1);
          expect(saver.state.kind).not.toBe("conflict");
          if (toSend(last).title !== "") expect([server.record?.title, saver.dirty]).toEqual([toSend(last).title, false]);
        },
      ),
      { numRuns: 3000 },
    );
  });
});
