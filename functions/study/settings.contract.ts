import * as v from "valibot";

const count = (max: number) => v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(max));

/** A calendar day that is a Friday. UTC, so that no zone of any machine moves it. */
const friday = v.pipe(
  v.string(),
  v.isoDate(),
  v.check((day) => new Date(`${day}T00:00:00Z`).getUTCDay() === 5, "friday"),
);

/** What the year is held against. Targets, never hard limits; the figures are those of the department's own report. */
export const studyTargets = v.strictObject({
  /** 学习笔记, characters a person and year. */
  noteCharacters: count(1_000_000),
  /** 学习心得 a person and year. */
  reflections: count(100),
  /** 登坛讲课 a person and year. */
  lectures: count(100),
  /** 座谈讨论 a year. */
  symposiums: count(100),
  /** 下基层 a person and year. */
  visits: count(100),
  /** 调研课题 a person and year. */
  topics: count(20),
});
export type StudyTargets = v.InferOutput<typeof studyTargets>;

export const studySettings = v.strictObject({
  /** A study Friday from which every second one is counted. */
  anchorFriday: friday,
  /** Start and end of the afternoon, HH:MM. */
  startsAt: v.pipe(v.string(), v.regex(/^([01]\d|2[0-3]):[0-5]\d$/)),
  endsAt: v.pipe(v.string(), v.regex(/^([01]\d|2[0-3]):[0-5]\d$/)),
  place: v.pipe(v.string(), v.trim(), v.maxLength(60)),
  targets: studyTargets,
});
export type StudySettings = v.InferOutput<typeof studySettings>;

export const versionedStudySettings = v.strictObject({
  ...studySettings.entries,
  version: v.pipe(v.number(), v.integer(), v.minValue(0)),
});

/** 每双周的星期五下午; the figures of the report: notes 5000字左右, 心得 1篇以上, 座谈 6次, 下基层 2次以上, 2个调研课题. */
export const defaultStudySettings: StudySettings = {
  anchorFriday: "2026-01-09",
  startsAt: "14:00",
  endsAt: "16:30",
  place: "",
  targets: { noteCharacters: 5000, reflections: 1, lectures: 1, symposiums: 6, visits: 2, topics: 2 },
};
