import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import type { KeptNote, Note } from "../../functions/notes/contract.ts";
import { NoteSaver, type SaverPorts } from "../../widgets/staff/notes/note-saver.ts";
import { newWriting, valuesOf, type Writing } from "../../widgets/staff/notes/note-values.ts";
import { ApiProblem } from "../../widgets/staff/shell/api.ts";
import { type Column, newColumn } from "../support/column.ts";
import { content, DEVICE, notesOf, OTHER } from "./support.ts";

// The shell's modules look at the page that they are loaded in.
vi.hoisted(() => {
  const page = new EventTarget() as EventTarget & Record<string, unknown>;
  Object.assign(page, { parent: page, location: { search: "", hash: "" }, setTimeout, clearTimeout });
  Object.assign(globalThis, { window: page, location: page["location"] });
});

/** What becomes of a call: answered, done but the answer lost, or not even there. */
type Fate = "ok" | "lost" | "away";

/** One device with the real API behind a line that the test breaks. Its timers never ring: the test saves when it wants. */
function newDevice(column: Column, cookie: string, device: string, key: string) {
  const api = notesOf(column, cookie, device);
  const line = { fate: "ok" as Fate, merged: 0, calls: 0 };
  const over = async (send: () => Promise<{ status: number; body: unknown }>): Promise<Note> => {
    line.calls += 1;
    if (line.fate === "away") throw new ApiProblem({ code: "offline" });
    const { status, body } = await send();
    if (line.fate === "lost") throw new ApiProblem({ code: "offline" });
    if (status >= 400) throw new ApiProblem(body as ConstructorParameters<typeof ApiProblem>[0], status);
    return body as Note;
  };
  const ports: SaverPorts = {
    create: (input) => over(() => api.call("POST", "", { ...input, device }, { "idempotency-key": key })),
    update: (id, input, version, keep) => over(() => api.call("PUT", `/${id}`, { ...input, device, version, keep })),
    now: () => column.time.now,
    later: () => () => {},
    changed: () => {},
    merged: () => void (line.merged += 1),
  };
  const open = (writing: Writing, id?: string, record?: Note) => new NoteSaver(ports, writing, id, record);
  const of = (note: Note): Writing => ({ values: valuesOf(note), base: valuesOf(note), version: note.version, sent: [] });
  return { api, line, open, of };
}

async function begin(text: string) {
  const column = await newColumn();
  const cookie = await column.signIn(["cadre"]);
  const [phone, desk] = [newDevice(column, cookie, DEVICE, "key-of-the-phone"), newDevice(column, cookie, OTHER, "key-of-the-desk")];
  const { body: note } = await phone.api.create({ text });
  return { column, phone, desk, note };
}

const lines = (...all: string[]) => all.join("\n");

describe("one note on two devices", () => {
  it("different paragraphs are merged, saved, and said so", async () => {
    const { phone, desk, note } = await begin(lines("一", "二", "三"));
    const [a, b] = [phone.open(phone.of(note), note.id, note), desk.open(desk.of(note), note.id, note)];
    a.change({ ...a.values, text: lines("一，手机", "二", "三") });
    b.change({ ...b.values, text: lines("一", "二", "三", "四，电脑"), title: "题目" });
    expect([await a.flush(), await b.flush()]).toEqual([true, true]);
    expect([b.values.text, b.values.title, desk.line.merged, phone.line.merged]).toEqual([
      lines("一，手机", "二", "三", "四，电脑"),
      "题目",
      1,
      0,
    ]);
    expect((await phone.api.read(note.id)).body.text).toBe(b.values.text);
  });

  it.each([
    ["mine", "二，电脑"],
    ["theirs", "二，手机"],
  ] as const)("the same paragraph asks; with %s chosen the other stays as a version", async (choice, stays) => {
    const { phone, desk, note } = await begin(lines("一", "二", "三"));
    const [a, b] = [phone.open(phone.of(note), note.id, note), desk.open(desk.of(note), note.id, note)];
    a.change({ ...a.values, text: lines("一", "二，手机", "三") });
    b.change({ ...b.values, text: lines("一", "二，电脑", "三", "四") });
    await a.flush();
    expect([await b.flush(), b.state.kind]).toEqual([false, "conflict"]);
    const both = b.proposal()!;
    expect([both.mine.text, both.theirs.text]).toEqual([lines("一", "二，电脑", "三", "四"), lines("一", "二，手机", "三", "四")]);
    b.resolve(both[choice]);
    expect(await b.flush()).toBe(true);
    const { body: stored } = await desk.api.read(note.id);
    expect(stored.text).toBe(both[choice].text);
    expect(stored.text).toContain(stays);
    const kept = await keptTexts(desk.api, note.id);
    expect(kept.join("\n")).toContain(choice === "mine" ? "二，手机" : "二，电脑");
  });

  it("a save whose answer was lost is no conflict, also after a reload and after more was typed", async () => {
    const { phone, note } = await begin("一");
    const first = phone.open(phone.of(note), note.id, note);
    first.change({ ...first.values, text: "一，写了" });
    phone.line.fate = "lost";
    expect([await first.flush(), first.state.kind]).toEqual([false, "offline"]);
    first.change({ ...first.values, text: "一，写了又写" });
    const again = phone.open(JSON.parse(JSON.stringify(first.writing)) as Writing, note.id);
    phone.line.fate = "ok";
    expect(await again.flush()).toBe(true);
    const { body } = await phone.api.read(note.id);
    expect([body.text, body.version, phone.line.merged]).toEqual(["一，写了又写", 3, 0]);
  });

  it("a note begun without a line is begun once, whatever was lost", async () => {
    const { phone } = await begin("别的");
    const saver = phone.open(newWriting(content({ text: "" })));
    expect([await saver.flush(), phone.line.calls]).toEqual([true, 0]);
    for (const [fate, text] of [
      ["away", "甲"],
      ["lost", "甲乙"],
      ["lost", "甲乙丙"],
      ["away", "甲乙丙丁"],
    ] as const) {
      phone.line.fate = fate;
      saver.change({ ...saver.values, text });
      expect(await saver.flush()).toBe(false);
    }
    const again = phone.open(JSON.parse(JSON.stringify(saver.writing)) as Writing);
    phone.line.fate = "ok";
    expect(await again.flush()).toBe(true);
    const { body } = await phone.api.call<{ items: Note[] }>("GET", "?month=2026-11");
    expect(body.items).toHaveLength(2);
    expect((await phone.api.read(again.record!.id)).body.text).toBe("甲乙丙丁");
  });

  it("what was deleted elsewhere is said to be gone, and keeps its words", async () => {
    const { phone, desk, note } = await begin("一");
    const saver = phone.open(phone.of(note), note.id, note);
    await desk.api.remove(note);
    saver.change({ ...saver.values, text: "一，还在写" });
    expect([await saver.flush(), saver.state.kind, saver.values.text, saver.pending]).toEqual([false, "gone", "一，还在写", true]);
  });

  it("an earlier version comes back, and the present one is kept", async () => {
    const { phone, note } = await begin("旧");
    const saver = phone.open(phone.of(note), note.id, note);
    saver.change({ ...saver.values, text: "新" });
    await saver.flush();
    saver.restore({ ...saver.values, text: "旧" });
    expect(await saver.flush()).toBe(true);
    expect(await keptTexts(phone.api, note.id)).toEqual(["新"]);
  });
});

async function keptTexts(api: ReturnType<typeof notesOf>, id: string): Promise<string[]> {
  const { body } = await api.call<{ items: { number: number }[] }>("GET", `/${id}/versions`);
  return Promise.all(body.items.map(async ({ number }) => (await api.call<KeptNote>("GET", `/${id}/versions/${number}`)).body.text));
}

const step = fc.record({
  who: fc.nat(1),
  does: fc.constantFrom(
    "append" as const,
    "append" as const,
    "insert" as const,
    "rewrite" as const,
    "save" as const,
    "save" as const,
    "reload" as const,
  ),
  at: fc.nat(5),
  fate: fc.constantFrom<Fate>("ok", "ok", "lost", "away"),
  choice: fc.constantFrom("mine" as const, "theirs" as const),
});

it("every paragraph typed on either device is in the note, in a kept version or in what was rewritten by its own author", async () => {
  let asked = 0;
  let merged = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 16 }), async (steps) => {
      const { phone, desk, note } = await begin(lines("a0", "b0", "c0"));
      const devices = [phone, desk];
      const savers = devices.map((device) => device.open(device.of(note), note.id, note));
      /** Paragraphs that nobody has rewritten on the device on which they stood. */
      const typed = new Set<string>();
      let count = 0;
      const settle = (saver: NoteSaver, choice: "mine" | "theirs") => {
        const both = saver.proposal();
        if (!both) return;
        asked += 1;
        for (const line of typed) {
          const shown = both.mine.text.includes(line) || both.theirs.text.includes(line);
          if (saver.values.text.includes(line)) expect(shown, `${line} in the dialog`).toBe(true);
        }
        saver.resolve(both[choice]);
      };
      for (const { who, does, at, fate, choice } of steps) {
        const [device, saver] = [devices[who]!, savers[who]!];
        device.line.fate = fate;
        const paragraphs = saver.values.text.split("\n");
        if (does === "append" || does === "insert" || does === "rewrite") {
          const line = `<${(count += 1)}>`;
          if (does === "append") paragraphs.push(line);
          else if (does === "insert") paragraphs.splice(at % paragraphs.length, 0, line);
          else {
            // Only the paragraphs of the beginning are rewritten: what was typed is never taken away on purpose.
            const place = paragraphs.findIndex((text) => /^[abc]/.test(text));
            if (place < 0) continue;
            paragraphs[place] += line;
          }
          typed.add(line);
          saver.change({ ...saver.values, text: paragraphs.join("\n") });
        } else if (does === "save") {
          await saver.flush();
          settle(saver, choice);
        } else savers[who] = device.open(JSON.parse(JSON.stringify(saver.writing)) as Writing, note.id);
      }
      for (let round = 0; round < 6; round += 1)
        for (const [who, saver] of savers.entries()) {
          devices[who]!.line.fate = "ok";
          await saver.flush();
          settle(saver, "mine");
          await saver.flush();
        }
      const { body: stored } = await phone.api.read(note.id);
      const everywhere = [stored.text, ...(await keptTexts(phone.api, note.id))].join("\n");
      for (const line of typed) expect(everywhere, JSON.stringify(steps)).toContain(line);
      for (const saver of savers) expect(saver.pending).toBe(false);
      merged += phone.line.merged + desk.line.merged;
    }),
    { numRuns: 60 },
  );
  // The histories have met both.
  expect(asked).toBeGreaterThan(5);
  expect(merged).toBeGreaterThan(5);
}, 60_000);
