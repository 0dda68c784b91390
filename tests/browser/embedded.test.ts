import { describe } from "vitest";
import { conditions } from "../embedded/conditions.ts";
import { hostApi } from "../embedded/host-api.ts";
import { hostPolicy } from "../embedded/host-policy.ts";
import { layout } from "../embedded/layout.ts";
import { lifeCycle } from "../embedded/life-cycle.ts";
import { inEachBrowser } from "../support/embedding.ts";

// The widgets on pages of another site, which have nothing to do with ours but the snippet.
inEachBrowser("widgets on host pages", (at) => {
  describe("layout", () => layout(at));
  describe("conditions of host pages", () => conditions(at));
  describe("life cycle", () => lifeCycle(at));
  describe("what host pages may call", () => hostApi(at));
  describe("policies of host pages", () => hostPolicy(at));
});
