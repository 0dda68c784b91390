import type { ComponentType } from "preact";
import type { Role } from "../../../functions/people/contract.ts";

export interface ScreenProps {
  params: Record<string, string>;
  query: Record<string, string>;
}

export interface ScreenEntry {
  /** Hash path; `:name` parts become parameters. Fixed paths stand before those with parameters. */
  path: string;
  /** Words in the navigation; screens without them are reached from others. */
  nav?: string;
  /** Heading under which it stands in the navigation; the day's work stands first, without one. */
  group?: "工作推进" | "学习" | "管理";
  /** Who may open it; everybody who is signed in when absent. The API refuses in any case. */
  roles?: readonly Role[];
  /** Opens without a line as well, once it was open with one: for screens on which people write away from the office. */
  offline?: true;
  load: () => Promise<{ default: ComponentType<ScreenProps> }>;
}

const answerers = ["editor", "director", "lead"] as const;
const writers = ["cadre", "lead", "editor"] as const;
const reviewers = ["lead", "editor", "director"] as const;
const readers = ["cadre", "lead", "editor", "director"] as const;
const workers = ["cadre", "lead", "director"] as const;

/** Every screen of the workbench, each in a file of its own that is loaded when first opened. Order is the navigation's. */
export const screens: ScreenEntry[] = [
  { path: "/unit", nav: "本单位学习", roles: ["unit"], offline: true, load: () => import("../unit-study/own-screen.tsx") },
  { path: "/unit/records/new", roles: ["unit"], offline: true, load: () => import("../unit-study/new-screen.tsx") },
  { path: "/unit/records/:id", roles: ["unit"], load: () => import("../unit-study/record-screen.tsx") },
  { path: "/today", nav: "今日", load: () => import("../today/screen.tsx") },
  { path: "/materials", nav: "资料", roles: readers, load: () => import("../materials/list.tsx") },
  { path: "/materials/new", roles: writers, load: () => import("../materials/editor-screen.tsx") },
  { path: "/materials/:id", roles: readers, load: () => import("../materials/record.tsx") },
  { path: "/materials/:id/edit", roles: writers, load: () => import("../materials/editor-screen.tsx") },
  { path: "/materials/:id/history", roles: readers, load: () => import("../materials/history.tsx") },
  { path: "/feedback", nav: "意见反馈", roles: answerers, load: () => import("../feedback/screen.tsx") },
  { path: "/feedback/templates", roles: ["editor", "director"], load: () => import("../feedback/templates-screen.tsx") },
  { path: "/feedback/own", nav: "本单位反馈", roles: ["unit"], load: () => import("../feedback/own-screen.tsx") },
  { path: "/feedback/:id", roles: answerers, load: () => import("../feedback/one-screen.tsx") },
  { path: "/work", group: "工作推进", nav: "工作菜单", roles: workers, load: () => import("../work-items/menu-screen.tsx") },
  { path: "/work/print", roles: workers, load: () => import("../work-items/menu-print-screen.tsx") },
  { path: "/work/items/new", roles: readers, load: () => import("../work-items/new-screen.tsx") },
  { path: "/work/items/:id", roles: readers, load: () => import("../work-items/item-screen.tsx") },
  {
    path: "/work/reports",
    group: "工作推进",
    nav: "报账",
    roles: ["cadre", "lead"],
    load: () => import("../work-items/reports-screen.tsx"),
  },
  { path: "/work/projects", group: "工作推进", nav: "项目", roles: workers, load: () => import("../work-items/projects-screen.tsx") },
  { path: "/work/progress", group: "工作推进", nav: "公开推进情况", roles: readers, load: () => import("../progress/list-screen.tsx") },
  { path: "/work/progress/:id", roles: readers, load: () => import("../progress/one-screen.tsx") },
  { path: "/work/villages", group: "工作推进", nav: "包村", roles: workers, load: () => import("../work-items/villages-screen.tsx") },
  { path: "/work/overview", group: "工作推进", nav: "督办", roles: ["director"], load: () => import("../work-items/overview-screen.tsx") },
  { path: "/work/years", roles: workers, load: () => import("../work-items/years-screen.tsx") },
  { path: "/tasks", group: "学习", nav: "学习任务", roles: [...readers, "unit"], load: () => import("../study-tasks/list-screen.tsx") },
  { path: "/tasks/new", roles: ["editor", "director"], load: () => import("../study-tasks/form-screen.tsx") },
  { path: "/tasks/:id", roles: [...readers, "unit"], load: () => import("../study-tasks/task-screen.tsx") },
  { path: "/tasks/:id/edit", roles: ["editor", "director"], load: () => import("../study-tasks/form-screen.tsx") },
  { path: "/notes", group: "学习", nav: "学习笔记", roles: ["cadre", "lead"], offline: true, load: () => import("../notes/list.tsx") },
  { path: "/notes/new", roles: ["cadre", "lead"], offline: true, load: () => import("../notes/editor-screen.tsx") },
  { path: "/notes/people", group: "学习", nav: "干部学习笔记", roles: ["lead", "director"], load: () => import("../notes/people.tsx") },
  { path: "/notes/people/:person", roles: ["lead", "director"], load: () => import("../notes/person.tsx") },
  { path: "/notes/print/:year", roles: ["cadre", "lead", "director"], load: () => import("../notes/print.tsx") },
  { path: "/notes/:id", roles: ["cadre", "lead", "director"], offline: true, load: () => import("../notes/editor-screen.tsx") },
  { path: "/inspection", group: "学习", nav: "笔记检查", roles: ["lead", "director"], load: () => import("../inspection/list-screen.tsx") },
  { path: "/inspection/own", group: "学习", nav: "笔记批阅", roles: ["cadre", "lead"], load: () => import("../inspection/own-screen.tsx") },
  { path: "/inspection/:month", roles: ["lead", "director"], load: () => import("../inspection/sheet-screen.tsx") },
  { path: "/inspection/:month/print", roles: ["lead", "director"], load: () => import("../inspection/print-screen.tsx") },
  { path: "/unit-study", group: "学习", nav: "单位学习", roles: reviewers, load: () => import("../unit-study/overview-screen.tsx") },
  { path: "/unit-study/:unit", roles: reviewers, load: () => import("../unit-study/unit-screen.tsx") },
  { path: "/calendar", group: "学习", nav: "学习日历", roles: readers, load: () => import("../calendar/year-screen.tsx") },
  { path: "/calendar/:slot", roles: readers, load: () => import("../calendar/day-screen.tsx") },
  { path: "/calendar/:slot/sheet", roles: reviewers, load: () => import("../calendar/sheet-screen.tsx") },
  { path: "/calendar/:slot/check-in/:code", roles: ["cadre", "lead"], load: () => import("../calendar/check-in-screen.tsx") },
  { path: "/lectures", group: "学习", nav: "讲课", roles: [...readers, "unit"], load: () => import("../lectures/roster-screen.tsx") },
  { path: "/lectures/new", roles: ["editor", "director"], load: () => import("../lectures/new-screen.tsx") },
  { path: "/lectures/:id", roles: [...readers, "unit"], load: () => import("../lectures/lecture-screen.tsx") },
  { path: "/activities", group: "学习", nav: "活动", roles: readers, load: () => import("../activities/list-screen.tsx") },
  { path: "/activities/new", roles: writers, load: () => import("../activities/new-screen.tsx") },
  { path: "/activities/:id", roles: readers, load: () => import("../activities/activity-screen.tsx") },
  {
    path: "/research",
    group: "学习",
    nav: "调研课题",
    roles: ["cadre", "lead", "director"],
    load: () => import("../research/list-screen.tsx"),
  },
  { path: "/research/new", roles: ["cadre", "lead"], load: () => import("../research/new-screen.tsx") },
  { path: "/research/:id", roles: ["cadre", "lead", "director"], load: () => import("../research/topic-screen.tsx") },
  { path: "/ledger", group: "学习", nav: "学习台账", roles: reviewers, load: () => import("../ledger/screen.tsx") },
  { path: "/reviews", group: "学习", nav: "评审", roles: readers, load: () => import("../review/list-screen.tsx") },
  { path: "/reviews/new", roles: ["director"], load: () => import("../review/new-screen.tsx") },
  { path: "/reviews/:id", roles: readers, load: () => import("../review/one-screen.tsx") },
  { path: "/awards", group: "学习", nav: "表彰", roles: readers, load: () => import("../review/awards-screen.tsx") },
  {
    path: "/compilations",
    group: "学习",
    nav: "专刊",
    roles: ["editor", "director"],
    load: () => import("../compilation/list-screen.tsx"),
  },
  { path: "/compilations/:id", roles: ["editor", "director"], load: () => import("../compilation/one-screen.tsx") },
  { path: "/compilations/:id/print", roles: ["editor", "director"], load: () => import("../compilation/print-screen.tsx") },
  {
    path: "/figures",
    group: "管理",
    nav: "统计",
    roles: ["lead", "editor", "director", "admin"],
    load: () => import("../figures/screen.tsx"),
  },
  { path: "/people", group: "管理", nav: "人员", roles: ["admin"], load: () => import("../people/list-screen.tsx") },
  { path: "/people/new", roles: ["admin"], load: () => import("../people/new-screen.tsx") },
  { path: "/people/import", roles: ["admin"], load: () => import("../people/import-people.tsx") },
  { path: "/people/:id", roles: ["admin"], load: () => import("../people/person-screen.tsx") },
  { path: "/units", group: "管理", nav: "单位", roles: ["admin"], load: () => import("../units/list-screen.tsx") },
  { path: "/units/new", roles: ["admin"], load: () => import("../units/new-screen.tsx") },
  { path: "/units/import", roles: ["admin"], load: () => import("../units/import-units.tsx") },
  { path: "/units/:id", roles: ["admin"], load: () => import("../units/unit-screen.tsx") },
  { path: "/settings", group: "管理", nav: "设置", roles: ["editor", "director", "admin"], load: () => import("../settings/screen.tsx") },
  { path: "/settings/:section", roles: ["editor", "director", "admin"], load: () => import("../settings/screen.tsx") },
  { path: "/audit", group: "管理", nav: "审计日志", roles: ["director", "admin"], load: () => import("../audit/screen.tsx") },
  { path: "/backup", group: "管理", nav: "备份与归档", roles: ["director", "admin"], load: () => import("../backup/screen.tsx") },
  { path: "/account", load: () => import("../account/account-screen.tsx") },
];
