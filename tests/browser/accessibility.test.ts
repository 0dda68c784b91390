import { describe } from "vitest";
import { axeFindings } from "../embedded/axe-findings.ts";
import { keyboardWalks } from "../embedded/keyboard-walks.ts";
import { names } from "../embedded/names.ts";
import { inEachBrowser } from "../support/embedding.ts";

inEachBrowser("accessibility", (at) => {
  describe("axe finds nothing", () => axeFindings(at));
  describe("by keyboard alone", () => keyboardWalks(at));
  // Only Chromium's protocol gives the accessibility tree.
  if (at.name === "chromium") describe("a screen reader is told", () => names(at));
});
