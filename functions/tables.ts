/**
 * THE DATA MAP. Every table, key and index, with the question that each answers. Both engines and the cloud templates are
 * built from it; `dataMapCosts` says what each question costs in DynamoDB units as the column grows.
 */

/** One question that the product asks, and how it is answered. */
export interface Question {
  asks: string;
  /** Key or index pattern that answers it. */
  by: string;
  /** Items touched when the table holds n main records. */
  items: (n: number) => number;
  /** Typical size of one touched item in bytes, measured on the demo data. */
  bytes: number;
  /** What must be the newest is `strong`; the store reads tables so in any case, and only indexes for half. `write` counts write units. */
  kind: "read" | "strong" | "write";
  /** Read by their keys, each rounded up by itself; else one query reads them together. */
  each?: boolean;
}

export interface TableDefinition {
  /** Secondary indexes: name -> attribute pair. An item is in an index when it carries both attributes. */
  indexes: Record<string, { pk: string; sk: string }>;
  questions: Question[];
}

const fixed = (count: number) => () => count;
const upTo = (limit: number) => (n: number) => Math.min(n, limit);

export const tables = {
  materials: {
    indexes: { byState: { pk: "byStatePk", sk: "byStateSk" } },
    questions: [
      {
        asks: "one page of the public list, by category, tag or both",
        by: "shelf#<all|category|tag|both> / <publishedAt>#<id>",
        items: upTo(20),
        bytes: 900,
        kind: "read",
      },
      { asks: "one published material", by: "published#<id> / page", items: fixed(1), bytes: 12_000, kind: "read" },
      { asks: "view and download counts of a list page", by: "counts#<id> / total", items: upTo(20), bytes: 90, kind: "read", each: true },
      {
        asks: "count one view or download (once a day per visitor)",
        by: "seen#<day hash> / <id>, counts#<id> / total, month, figures#<year> / <month>#category, #unit",
        items: fixed(6),
        bytes: 120,
        kind: "write",
      },
      {
        asks: "materials that contain a word (postings of its pairs)",
        by: "search#gram#<bucket> / <pair>#<chunk>",
        items: (n) => 6 * Math.ceil(n / 16_384),
        bytes: 1_600,
        kind: "read",
      },
      {
        asks: "materials that contain a word (texts of one page)",
        by: "search#document#<ordinal> / document",
        items: upTo(20),
        bytes: 9_500,
        kind: "read",
        each: true,
      },
      {
        asks: "the staff queue of a state, filters and counts",
        by: "index byState: <state> / <updatedAt>#<id> of material#<id> / line",
        items: upTo(300),
        bytes: 400,
        kind: "read",
      },
      { asks: "the working record with its steps", by: "material#<id> / current", items: fixed(1), bytes: 13_000, kind: "strong" },
      { asks: "earlier versions of a regulation", by: "editions#<id> / <number>", items: upTo(5), bytes: 12_000, kind: "read" },
      {
        asks: "kept versions of a working text",
        by: "material#<id> / revision-line#<number>",
        items: upTo(100),
        bytes: 300,
        kind: "read",
      },
      {
        asks: "one kept version with its text",
        by: "material#<id> / revision-line#<number>, revision#<number>",
        items: fixed(2),
        bytes: 12_000,
        kind: "read",
      },
      {
        asks: "save a draft: record and line; now and then the text before it; the keys of a new title",
        by: "material#<id> / current, line, revision-line#<number>, revision#<number>, title#<hash> / <id>",
        items: fixed(4),
        bytes: 8_000,
        kind: "write",
      },
      {
        asks: "materials of the same or a similar title",
        by: "title#<hash of the title | min-hash of its pairs> / <id>, material#<id> / line",
        items: upTo(100),
        bytes: 200,
        kind: "read",
      },
      {
        asks: "publish: working record, page, shelves, search document, audit",
        by: "one transaction",
        items: fixed(13),
        bytes: 4_000,
        kind: "write",
      },
      {
        asks: "fold one new material into the postings",
        by: "search#gram#<bucket> / <pair>#<chunk>",
        items: fixed(2_500),
        bytes: 140,
        kind: "write",
      },
      { asks: "materials due for publishing", by: "schedule / <publishAt>#<id>", items: upTo(10), bytes: 120, kind: "read" },
      {
        asks: "the column's settings and its units in their order",
        by: "settings / column, unit / <id>, unit-order / order",
        items: upTo(60),
        bytes: 160,
        kind: "read",
      },
      {
        asks: "create a unit: claim of its name, unit, audit",
        by: "unit-name / <name>, unit / <id>",
        items: fixed(3),
        bytes: 400,
        kind: "write",
      },
      {
        asks: "the word list, when its version has changed",
        by: "settings / words, words#<set> / <chunk>",
        items: fixed(11),
        bytes: 250_000,
        kind: "read",
      },
      {
        asks: "views and downloads of a year by month, category and unit",
        by: "figures#<year> / <month>#<category|unit>#…",
        items: fixed(900),
        bytes: 110,
        kind: "read",
      },
      { asks: "projects whose progress is public", by: "progress#public / <project>", items: upTo(40), bytes: 1_200, kind: "read" },
      { asks: "what is told of projects and its steps", by: "progress-record / <project>", items: upTo(40), bytes: 2_000, kind: "read" },
      {
        asks: "a step towards the public: record, card, audit",
        by: "progress-record / <project>, progress#public / <project>",
        items: fixed(3),
        bytes: 2_000,
        kind: "write",
      },
      { asks: "days off and worked weekends of all years", by: "holidays / <year>", items: fixed(5), bytes: 900, kind: "read" },
    ],
  },
  feedback: {
    indexes: {
      byState: { pk: "byStatePk", sk: "byStateSk" },
      byUnit: { pk: "byUnitPk", sk: "byUnitSk" },
    },
    questions: [
      {
        asks: "hand in one feedback: entry, contact, receipt, token, limits, key, statistics, waiting audit line",
        by: "one transaction",
        items: fixed(10),
        bytes: 700,
        kind: "write",
      },
      {
        asks: "state and answer under a 查询码",
        by: "receipt#<hash> / receipt, feedback#<id> / entry",
        items: fixed(2),
        bytes: 1_200,
        kind: "strong",
        each: true,
      },
      {
        asks: "answered feedback of a material or of the column",
        by: "answered#<material|all> / <answeredAt>#<id>",
        items: upTo(20),
        bytes: 900,
        kind: "read",
      },
      {
        asks: "the staff queue of a state, oldest first; with filters it looks through up to eight pages",
        by: "index byState: <state> / <receivedAt>#<id>",
        items: upTo(400),
        bytes: 1_200,
        kind: "read",
      },
      {
        asks: "the queue of a 组室",
        by: "office#<office>#<state> / <receivedAt>#<id>, feedback#<id> / entry",
        items: upTo(100),
        bytes: 700,
        kind: "read",
      },
      {
        asks: "audit lines of visitors that wait to be moved",
        by: "audit-waiting / <time>#<id>",
        items: upTo(100),
        bytes: 300,
        kind: "read",
      },
      { asks: "what a unit handed in", by: "index byUnit: <unit> / <receivedAt>#<id>", items: upTo(20), bytes: 1_200, kind: "read" },
      {
        asks: "what a feedback may be merged into: the first pages of what waits",
        by: "index byState: <pending|accepted> / <receivedAt>#<id>",
        items: upTo(400),
        bytes: 1_200,
        kind: "read",
      },
      { asks: "the templates of answers", by: "templates / list", items: fixed(1), bytes: 20_000, kind: "strong" },
      {
        asks: "what came in during a period, whatever became of it",
        by: "index byState: <state> / <receivedAt>#<id>",
        items: upTo(18_000),
        bytes: 1_200,
        kind: "read",
      },
      { asks: "contact details, on demand only", by: "feedback#<id> / contact", items: fixed(1), bytes: 300, kind: "strong" },
      {
        asks: "received, answered, days to answer, how many are in each state",
        by: "statistics / <total#0..7|days|states>",
        items: fixed(10),
        bytes: 200,
        kind: "read",
      },
    ],
  },
  notes: {
    indexes: { byAuthor: { pk: "byAuthorPk", sk: "byAuthorSk" } },
    questions: [
      {
        asks: "a person's notes of a month, the latest day first",
        by: "index byAuthor: <person>#<month> / <day>#<createdAt>#<id> of note#<id> / line",
        items: upTo(30),
        bytes: 300,
        kind: "read",
      },
      { asks: "one note with its text", by: "note#<id> / current", items: fixed(1), bytes: 8_000, kind: "strong" },
      {
        asks: "save a note: record, line, counts of its month; now and then the version before it",
        by: "note#<id> / current, line, version#<number>, counts#<year> / <person>#<month>",
        items: fixed(4),
        bytes: 5_000,
        kind: "write",
      },
      { asks: "kept versions of a note", by: "note#<id> / version#<number>", items: upTo(40), bytes: 8_000, kind: "read" },
      { asks: "a person's 字数 and 心得 of a year", by: "counts#<year> / <person>#<month>", items: upTo(12), bytes: 150, kind: "read" },
      {
        asks: "everybody's 字数 and 心得 of a year",
        by: "counts#<year> / <person>#<month>",
        items: upTo(2_400),
        bytes: 150,
        kind: "read",
      },
      { asks: "the monthly inspection sheets", by: "inspections / <month>", items: upTo(24), bytes: 200, kind: "read" },
      {
        asks: "one inspection sheet: who stands on it, the 批阅, or what was signed",
        by: "inspection#<month> / roster, remark#<person>, writes, signed",
        items: upTo(60),
        bytes: 300,
        kind: "read",
      },
      {
        asks: "write one 批阅, unless the sheet is signed",
        by: "inspection#<month> / remark#<person>, writes, signed",
        items: fixed(4),
        bytes: 400,
        kind: "write",
      },
      {
        asks: "sign a sheet: the frozen content with its hash, its line in the list, audit",
        by: "inspection#<month> / signed, roster, writes, inspections / <month>",
        items: fixed(5),
        bytes: 2_000,
        kind: "write",
      },
      {
        asks: "one's own lines of the signed sheets",
        by: "inspections / <month>, inspection#<month> / signed",
        items: upTo(24),
        bytes: 3_000,
        kind: "read",
      },
    ],
  },
  "work-items": {
    indexes: { byYear: { pk: "byYearPk", sk: "byYearSk" } },
    questions: [
      {
        asks: "the menu of a year by month and 组室, its overview, its reports, what is red, amber, owed or supervised",
        by: "index byYear: <year> / <组室>#<id> of work-item#<id> / line, line#<closed year>",
        items: upTo(5_000),
        bytes: 500,
        kind: "read",
      },
      {
        asks: "one item with its history, reports and 督办",
        by: "work-item#<id> / item, line, history#<number>, report#<due day>, note#<time>#<id>",
        items: upTo(120),
        bytes: 700,
        kind: "strong",
      },
      {
        asks: "take a step: item, line, entry of the history, audit",
        by: "work-item#<id> / item, line, history#<number>",
        items: fixed(4),
        bytes: 1_500,
        kind: "write",
      },
      {
        asks: "report: item, line, entry of the history, report, key, audit",
        by: "work-item#<id> / item, line, history#<number>, report#<due day>",
        items: fixed(6),
        bytes: 1_500,
        kind: "write",
      },
      {
        asks: "the last report of each item of a 组室",
        by: "work-item#<id> / report#<due day>",
        items: upTo(200),
        bytes: 1_500,
        kind: "strong",
      },
      { asks: "projects with their milestones", by: "work-item#<id> / item", items: upTo(100), bytes: 3_000, kind: "strong" },
      {
        asks: "the items that have to do with a feedback, an activity or a material",
        by: "link#<kind>#<id> / <item>, work-item#<id> / item",
        items: upTo(10),
        bytes: 1_500,
        kind: "strong",
      },
      { asks: "which years are closed", by: "work-years / <year>", items: upTo(20), bytes: 200, kind: "strong" },
      {
        asks: "carry an item over into the next year: item, line, the line that stays, entry of the history, audit",
        by: "work-item#<id> / item, line, line#<closed year>, history#<number>",
        items: fixed(5),
        bytes: 1_000,
        kind: "write",
      },
    ],
  },
  people: {
    indexes: { byKind: { pk: "byKindPk", sk: "byKindSk" } },
    questions: [
      {
        asks: "who signs in under this name",
        by: "login#<name> / login, person#<id> / account",
        items: fixed(2),
        bytes: 500,
        kind: "strong",
      },
      {
        asks: "whose session is this, and is the account still open",
        by: "session#<hash> / session, person#<id> / account",
        items: fixed(2),
        bytes: 500,
        kind: "strong",
      },
      {
        asks: "to whom is this subject of the OpenID provider bound",
        by: "oidc#<hash> / subject, person#<id> / oidc",
        items: fixed(2),
        bytes: 200,
        kind: "strong",
      },
      {
        asks: "use the state of one OpenID sign-in up, and count it",
        by: "oidc-used#<hash> / used, limit#oidc#<hash>#<window> / count",
        items: fixed(2),
        bytes: 150,
        kind: "write",
      },
      {
        asks: "a page of the people who fit a filter, with the days of their last sign-ins",
        by: "index byKind: person / <login>#<id>, person#<id> / last-sign-in",
        items: upTo(1_000),
        bytes: 500,
        kind: "read",
      },
      {
        asks: "create an account: claim of its sign-in name, account, link, audit",
        by: "login#<name> / login, person#<id> / account, link#<hash> / link",
        items: fixed(4),
        bytes: 500,
        kind: "write",
      },
      { asks: "the channels of reminders", by: "reminder-channel / <id>", items: upTo(20), bytes: 600, kind: "read" },
      {
        asks: "make the reminders of a day for one channel, once",
        by: "reminder-day#<day> / <channel>, reminder#<hash of channel, kind, object, period> / reminder",
        items: fixed(6),
        bytes: 700,
        kind: "write",
      },
      {
        asks: "what a channel has to send now, or could not send",
        by: "index byKind: reminders-<waiting|failed>#<channel> / <next try>#<id>",
        items: upTo(50),
        bytes: 700,
        kind: "read",
      },
      { asks: "the backup or archive that is being made", by: "bundle#run / run", items: fixed(1), bytes: 300, kind: "strong" },
      { asks: "which layout the data have", by: "layout / layout", items: fixed(1), bytes: 60, kind: "strong" },
      { asks: "which of several machines runs the jobs", by: "lease#jobs / lease", items: fixed(1), bytes: 60, kind: "strong" },
    ],
  },
  activities: {
    indexes: { byDay: { pk: "byDayPk", sk: "byDaySk" } },
    questions: [
      { asks: "the study days of a year", by: "index byDay: study-day#<year> / <slot>", items: upTo(27), bytes: 1_500, kind: "read" },
      { asks: "one study day", by: "study-day#<slot> / plan", items: fixed(1), bytes: 2_000, kind: "strong" },
      { asks: "who was there on a study day", by: "study-day#<slot> / present#<person>", items: upTo(100), bytes: 90, kind: "read" },
      {
        asks: "the study tasks of a year, by their deadlines",
        by: "index byDay: study-task#<year> / <deadline>#<id>",
        items: upTo(30),
        bytes: 2_000,
        kind: "read",
      },
      {
        asks: "one study task and what one person or unit has marked of it",
        by: "study-task#<id> / task, mark#<person|unit>#<id>#<material>",
        items: fixed(13),
        bytes: 300,
        kind: "read",
      },
      {
        asks: "who has marked which materials of a task",
        by: "study-task#<id> / mark#<person|unit>#<id>#<material>",
        items: upTo(1_200),
        bytes: 150,
        kind: "read",
      },
      {
        asks: "a page of a unit's 集中学习 records",
        by: "index byDay: group-study-unit#<unit> / <day>#<id>",
        items: upTo(20),
        bytes: 2_500,
        kind: "read",
      },
      {
        asks: "which units have studied what in a year",
        by: "index byDay: group-study#<year> / <day>#<id> of group-study#<id> / line, unit-reminder / <unit>",
        items: upTo(12_000),
        bytes: 400,
        kind: "read",
      },
      {
        asks: "file a 集中学习 record: record, line, photos used, reminder, key, audit",
        by: "group-study#<id> / record, line, unit-reminder / <unit>",
        items: fixed(8),
        bytes: 1_500,
        kind: "write",
      },
      {
        asks: "the lectures of a year, each with its counts of questions and the line of its 讲稿",
        by: "index byDay: lecture#<year> / <day>#<id>, lecture#<id> / counts, material#<id> / line",
        items: upTo(300),
        bytes: 400,
        kind: "read",
      },
      {
        asks: "one lecture with its questions",
        by: "lecture#<id> / lecture, counts, question#<id>",
        items: upTo(60),
        bytes: 900,
        kind: "read",
      },
      {
        asks: "ask a speaker, or answer: question, count, pointer of the open ones, audit",
        by: "lecture#<id> / question#<id>, counts, open-questions#<speaker|guests> / <time>#<id>",
        items: fixed(4),
        bytes: 900,
        kind: "write",
      },
      { asks: "one 调研课题", by: "research#<id> / topic", items: fixed(1), bytes: 1_000, kind: "strong" },
      {
        asks: "the 调研课题 of a year, of one person or of all, each with the line of its article",
        by: "index byDay: research#<year> / <person>#<id>, material#<id> / line",
        items: upTo(400),
        bytes: 900,
        kind: "read",
      },
      { asks: "one activity", by: "activity#<id> / activity", items: fixed(1), bytes: 2_000, kind: "strong" },
      {
        asks: "activities of a year; with filters, and for the year beside its targets, page after page",
        by: "index byDay: activity#<year> / <day>#<id>",
        items: upTo(400),
        bytes: 2_000,
        kind: "read",
      },
      {
        asks: "the questions that wait for a speaker",
        by: "open-questions#<speaker|guests> / <time>#<id>, lecture#<id> / question#<id>",
        items: upTo(50),
        bytes: 500,
        kind: "read",
      },
      { asks: "the reviews of a year", by: "index byDay: review#<year> / <createdAt>#<id>", items: upTo(2), bytes: 9_000, kind: "read" },
      {
        asks: "one review with its scores",
        by: "review#<id> / review, score#<reviewer>#<material>",
        items: upTo(800),
        bytes: 400,
        kind: "read",
      },
      {
        asks: "score one entry: score, check of the review, audit",
        by: "review#<id> / score#<reviewer>#<material>, review",
        items: fixed(3),
        bytes: 500,
        kind: "write",
      },
      {
        asks: "the award register of a year",
        by: "index byDay: award#<year> / <day>#<id> of award#<id> / award",
        items: upTo(40),
        bytes: 400,
        kind: "read",
      },
      { asks: "the 专刊 of a year", by: "index byDay: compilation#<year> / <date>#<id>", items: upTo(10), bytes: 3_000, kind: "read" },
      {
        asks: "one 专刊 with its materials",
        by: "compilation#<id> / compilation, published#<id> / page",
        items: fixed(13),
        bytes: 12_000,
        kind: "strong",
      },
    ],
  },
  audit: {
    // Both over attributes that every line has had from the start, so lines written before an index are in it too.
    indexes: { byObject: { pk: "byObjectPk", sk: "byObjectSk" }, byPerson: { pk: "by", sk: "byObjectSk" } },
    questions: [
      { asks: "everything that happened on a day", by: "day#<YYYY-MM-DD> / <time>#<id>", items: upTo(100), bytes: 400, kind: "read" },
      {
        asks: "everything that happened to one object",
        by: "index byObject: <object> / <time>#<id>",
        items: upTo(100),
        bytes: 400,
        kind: "read",
      },
      {
        asks: "what the objects of one page are called today",
        by: "material#<id> / line, unit / <id>, person#<id> / account",
        items: upTo(150),
        bytes: 400,
        kind: "strong",
      },
      { asks: "everything that one person did", by: "index byPerson: <person> / <time>#<id>", items: upTo(100), bytes: 400, kind: "read" },
      {
        asks: "lines that fit other filters, one request's share",
        by: "day#<YYYY-MM-DD> / <time>#<id>, day by day",
        items: upTo(500),
        bytes: 400,
        kind: "read",
      },
    ],
  },
} as const satisfies Record<string, TableDefinition>;

export type TableName = keyof typeof tables;

const READ_UNIT_BYTES = 4096;
const WRITE_UNIT_BYTES = 1024;

/**
 * DynamoDB request units of one question when the table holds n main records, without the indexes that a write changes.
 * Source: DynamoDB developer guide, "Read and write operations": a read unit covers 4 KB strongly consistent or 8 KB
 * eventually consistent, a write unit 1 KB; items are rounded up one by one, a query by its sum; a transaction writes twice.
 * A test holds them against what the routes take.
 */
export function questionUnits(question: Question, n: number): number {
  const items = question.items(n);
  if (question.kind === "write") return 2 * items * Math.ceil(question.bytes / WRITE_UNIT_BYTES);
  if (question.each) return items * Math.ceil(question.bytes / READ_UNIT_BYTES);
  const whole = Math.max(1, Math.ceil((items * question.bytes) / READ_UNIT_BYTES));
  return question.by.startsWith("index ") ? whole / 2 : whole;
}

/** The data map's cost table: one row per question with its units at 100, 10,000 and 1,000,000 items. */
export function dataMapCosts(): { table: string; asks: string; by: string; units: [number, number, number] }[] {
  return Object.entries(tables as Record<string, TableDefinition>).flatMap(([table, { questions }]) =>
    questions.map((question) => ({
      table,
      asks: question.asks,
      by: question.by,
      units: [questionUnits(question, 100), questionUnits(question, 10_000), questionUnits(question, 1_000_000)],
    })),
  );
}
