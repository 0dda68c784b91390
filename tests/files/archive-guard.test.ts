import { strToU8, zipSync } from "fflate";
import fc from "fast-check";
import { expect, it } from "vitest";
import { ArchiveRefused, listArchive, unpackArchive, type ArchiveProblem } from "../../functions/files/archive-guard.ts";

const all = () => true;
function refused(archive: Uint8Array): ArchiveProblem | "unpacked" {
  try {
    unpackArchive(archive, all);
    return "unpacked";
  } catch (error) {
    if (error instanceof ArchiveRefused) return error.problem;
    throw error;
  }
}
const view = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
const central = (bytes: Uint8Array) => view(bytes).getUint32(bytes.length - 22 + 16, true);

it("gives back what any zip holds", () => {
  fc.assert(
    fc.property(
      fc.dictionary(
        fc.string({ minLength: 1, maxLength: 20, unit: "binary" }).filter((name) => name.isWellFormed() && name !== "__proto__"),
        fc.uint8Array({ maxLength: 300 }),
        { maxKeys: 8 },
      ),
      fc.constantFrom(0 as const, 6 as const),
      (files, level) => {
        const unpacked = unpackArchive(zipSync(files, { level }), all);
        expect(new Map([...unpacked].map(([name, bytes]) => [name, [...bytes]]))).toEqual(
          new Map(Object.entries(files).map(([name, bytes]) => [name, [...bytes]])),
        );
      },
    ),
    { numRuns: 100 },
  );
});

it("inflates only what is wanted", () => {
  expect([
    ...unpackArchive(zipSync({ "a.xml": strToU8("a"), "inner.zip": zipSync({}) }), (entry) => entry.name.endsWith(".xml")).keys(),
  ]).toEqual(["a.xml"]);
});

it("refuses bombs by count, size and ratio", () => {
  const many = Object.fromEntries(Array.from({ length: 2001 }, (_, index) => [`${index}`, new Uint8Array()]));
  expect(refused(zipSync(many))).toBe("too-many-entries");
  expect(refused(zipSync({ zeros: new Uint8Array(20_000_000) }))).toBe("ratio");
  const large = zipSync({ a: new Uint8Array(1000) }, { level: 0 });
  view(large).setUint32(central(large) + 24, 201 * 1024 * 1024, true);
  expect(refused(large)).toBe("too-large");
});

it("stops an entry that lies about its size while inflating, not after", () => {
  const lying = zipSync({ a: Buffer.concat([Buffer.alloc(50_000, "讲"), Buffer.alloc(3000)]) });
  view(lying).setUint32(central(lying) + 24, 100, true);
  expect(refused(lying)).toBe("broken");
  let cause: unknown;
  try {
    unpackArchive(lying, all);
  } catch (error) {
    cause = error instanceof Error ? error.cause : undefined;
  }
  expect(cause).toMatchObject({ code: "ERR_BUFFER_TOO_LARGE" });
});

it("refuses overlapping entries: many names for the same packed bytes", () => {
  const one = zipSync({ aa: Buffer.from(Array.from({ length: 4000 }, (_, index) => (index * index) % 251)) }, { level: 0 });
  const at = central(one);
  const named = (names: number) => {
    const records = Array.from({ length: names }, (_, index) => {
      const record = one.slice(at, one.length - 22);
      record.set(strToU8(String(index + 10)), 46);
      return record;
    });
    const end = one.slice(one.length - 22);
    view(end).setUint16(10, names, true);
    return Buffer.concat([one.subarray(0, at), ...records, end]);
  };
  expect(refused(named(1))).toBe("unpacked");
  expect(refused(named(40))).toBe("broken");
});

it("refuses encrypted, doubled, cut and alien files", () => {
  const encrypted = zipSync({ a: strToU8("a") });
  encrypted[central(encrypted) + 8] = 1;
  expect(refused(encrypted)).toBe("encrypted");

  const doubled = zipSync({ aa: strToU8("1"), ab: strToU8("2") });
  const name = new TextDecoder("latin1").decode(doubled).lastIndexOf("ab");
  doubled[name + 1] = "a".charCodeAt(0);
  expect(refused(doubled)).toBe("broken");

  const whole = zipSync({ a: strToU8("aaaa") });
  expect(refused(whole.subarray(0, whole.length - 5))).toBe("not-an-archive");
  expect(refused(strToU8("<html>"))).toBe("not-an-archive");
  expect(refused(new Uint8Array())).toBe("not-an-archive");
});

it("never fails otherwise, whatever bytes it gets", () => {
  const whole = zipSync({ "a.xml": strToU8("正文".repeat(50)), b: new Uint8Array(40) });
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { minLength: 1, maxLength: 6 }), (changes) => {
      const altered = whole.slice();
      for (const [at, byte] of changes) altered[at] = byte;
      refused(altered);
    }),
    { numRuns: 2000 },
  );
  expect(listArchive(whole)).toHaveLength(2);
});
