import { expect, test } from "vitest";
import { lazily } from "../../functions/platform/lazily.ts";

test("what is loaded lazily is loaded once, at its first use; a load that failed is tried again", async () => {
  let loads = 0;
  const load = lazily(async () => {
    loads += 1;
    if (loads === 1) throw new Error("away");
    return loads;
  });
  expect(loads).toBe(0);
  await expect(load()).rejects.toThrow("away");
  expect([await load(), await load(), ...(await Promise.all([load(), load()]))]).toEqual([2, 2, 2, 2]);
});
