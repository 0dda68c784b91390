import { route } from "../http/route.ts";
import { figures, figuresQuery } from "./contract.ts";
import { readFigures } from "./figures.ts";

export const figuresStaffRoutes = [
  route(
    "GET",
    "/api/staff/figures",
    { summary: "Views, downloads and feedback by month, category and unit; never by person", query: figuresQuery, answer: figures },
    ({ deps, query, now }) => readFigures(deps, query, now),
  ),
];
