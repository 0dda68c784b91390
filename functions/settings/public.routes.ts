import { route } from "../http/route.ts";
import { unitList } from "./contract.ts";
import { listUnits } from "./table.ts";

export const settingsPublicRoutes = [
  route("GET", "/api/units", { summary: "The 基层单位 of the column", answer: unitList, cacheable: true }, async ({ deps }) => ({
    items: (await listUnits(deps.store)).map(({ id, name, kind }) => ({ id, name, kind })),
  })),
];
