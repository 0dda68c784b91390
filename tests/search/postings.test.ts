import fc from "fast-check";
import { expect, test } from "vitest";
import {
  chunkOf,
  decodePosting,
  descending,
  emptyBitmap,
  encodePosting,
  hasBit,
  postingKey,
  setBit,
} from "../../functions/search/postings.ts";

const ordinals = fc.oneof(
  fc.uniqueArray(fc.nat(16383), { maxLength: 60 }),
  fc.uniqueArray(fc.nat(16383), { minLength: 1800, maxLength: 4000 }),
);

test("a posting says again what it was told, in 2.8 KB at most", () => {
  fc.assert(
    fc.property(ordinals, fc.nat(5), (members, chunk) => {
      const bitmap = emptyBitmap();
      for (const member of members) setBit(bitmap, chunk * 16384 + member);
      const posting = encodePosting(bitmap);
      expect(posting.length).toBeLessThanOrEqual(2800);
      expect(decodePosting(posting)).toEqual(bitmap);
      expect([...descending(bitmap, chunk)]).toEqual(members.map((member) => chunk * 16384 + member).toSorted((a, b) => b - a));
    }),
    { numRuns: 60 },
  );
});

test("every count and every density comes back", () => {
  for (const step of [1, 2, 3, 7, 8, 127, 128, 129, 5000, 16383]) {
    const bitmap = emptyBitmap();
    for (let ordinal = 0; ordinal < 16384; ordinal += step) setBit(bitmap, ordinal);
    expect(decodePosting(encodePosting(bitmap))).toEqual(bitmap);
  }
  expect(encodePosting(emptyBitmap())).toBe("");
});

test("setting a bit says whether it was new", () => {
  const bitmap = emptyBitmap();
  for (const ordinal of [0, 31, 32, 16_383]) {
    expect(setBit(bitmap, ordinal)).toBe(true);
    expect(setBit(bitmap, ordinal)).toBe(false);
    expect(hasBit(bitmap, ordinal)).toBe(true);
  }
});

test("a posting's key is the same everywhere, because it is stored", () => {
  expect(postingKey("#t党建", 3)).toEqual({ pk: "search#gram#171", sk: "#t党建#000003" });
  expect(chunkOf(16384)).toBe(1);
});
