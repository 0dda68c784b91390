import { publicCache } from "../http/headers.ts";
import { ownOrigin } from "../http/origin.ts";
import { route } from "../http/route.ts";

export const studyDayPublicRoutes = [
  route(
    "GET",
    "/calendar.ics",
    { summary: "The study days that are open to the public: date, topic and place" },
    async ({ deps, c, now }) => {
      const [{ calendarAnswer, feedDays }, { calendarOf }] = await Promise.all([import("./feeds.ts"), import("./ical.ts")]);
      const days = (await feedDays(deps)).filter(({ open }) => open);
      const told = days.map((day) => ({ ...day, description: "" }));
      return calendarAnswer(await calendarOf("干训讲堂集中学习", ownOrigin(c, deps.config), told, now), publicCache);
    },
  ),
];
