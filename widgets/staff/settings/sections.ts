import type { ComponentType } from "preact";
import type { SectionProps } from "./section.tsx";
import { Categories } from "./categories.tsx";
import { Embed } from "./embed.tsx";
import { Holidays } from "./holidays.tsx";
import { Limits } from "./limits.tsx";
import { Offices } from "./offices.tsx";
import { Reminders } from "../reminders/section.tsx";
import { Portals } from "./portals.tsx";
import { Steps } from "./steps.tsx";
import { Study } from "./study.tsx";
import { Words } from "./words.tsx";

export interface SectionEntry {
  key: string;
  label: string;
  View: ComponentType<SectionProps>;
}

/** The parts of the settings, each with an address of its own: `#/settings/<key>`. */
export const sections: readonly SectionEntry[] = [
  { key: "categories", label: "栏目分类", View: Categories },
  { key: "offices", label: "组室", View: Offices },
  { key: "steps", label: "发布流程", View: Steps },
  { key: "limits", label: "期限与保存", View: Limits },
  { key: "holidays", label: "节假日", View: Holidays },
  { key: "study", label: "学习", View: Study },
  { key: "reminders", label: "提醒", View: Reminders },
  { key: "words", label: "敏感词", View: Words },
  { key: "portals", label: "门户网站与外观", View: Portals },
  { key: "embed", label: "嵌入代码", View: Embed },
];
