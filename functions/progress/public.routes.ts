import { route } from "../http/route.ts";
import { progressList } from "./contract.ts";
import { listCards } from "./table.ts";

export const progressPublicRoutes = [
  route(
    "GET",
    "/api/progress",
    { summary: "Projects whose progress is public", answer: progressList, cacheable: true },
    async ({ deps }) => ({ items: await listCards(deps.store) }),
  ),
];
