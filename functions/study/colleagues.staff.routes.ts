import * as v from "valibot";
import { route } from "../http/route.ts";
import { listColleagues } from "./colleagues.ts";

const colleague = v.strictObject({ id: v.string(), name: v.string(), office: v.string() });

export const colleagueRoutes = [
  route(
    "GET",
    "/api/staff/colleagues",
    { summary: "Those who study, by 组室 and name, to choose from", answer: v.strictObject({ items: v.array(colleague) }) },
    async ({ deps }) => ({ items: await listColleagues(deps.store) }),
  ),
];
