import { route } from "../http/route.ts";
import { unitList } from "./contract.ts";
import { openUnits } from "./table.ts";

export const unitsPublicRoutes = [
  route("GET", "/api/units", { summary: "The 基层单位 of the column", answer: unitList, cacheable: true }, async ({ deps }) => ({
    items: (await openUnits(deps.store)).map(({ id, name, kind }) => ({ id, name, kind })),
  })),
];
