import { describe, expect, it, vi } from "vitest";

// The router looks at the page that it is loaded in.
const page = vi.hoisted(() => {
  const location = { search: "", hash: "#/units" };
  const window = new EventTarget();
  Object.assign(window, { parent: window, location, setTimeout, clearTimeout });
  const history = { replaceState: (_: unknown, __: string, address: string) => void (location.hash = address) };
  Object.assign(globalThis, { window, location, history });
  return { window, location };
});

const { href, rename, setQuery } = await import("../../widgets/staff/shell/router.ts");
const follow = (address: string) => {
  page.location.hash = address;
  page.window.dispatchEvent(new Event("hashchange"));
};

describe("filters in the address", () => {
  it("are gone when one follows a link to the same screen without them, also to where the page was opened", async () => {
    const { hasMoved } = await import("../../widgets/staff/shell/router.ts");
    setQuery({ q: "海林", kind: "" });
    expect([page.location.hash, hasMoved()]).toEqual([href("/units", { q: "海林" }), false]);
    follow("#/units");
    expect(hasMoved()).toBe(true);
    // Not from what stood there before: the next filter begins anew.
    setQuery({ kind: "社区" });
    expect(page.location.hash).toBe(href("/units", { kind: "社区" }));
  });

  it("keep the name that an open record has got", () => {
    rename("/materials/ab12/edit");
    expect(page.location.hash).toBe("#/materials/ab12/edit");
  });
});
