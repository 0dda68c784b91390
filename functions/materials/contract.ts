import * as v from "valibot";
import { threeTies } from "../settings/contract.ts";

/** Lengths are in UTF-16 units, as in HTML's maxlength, so form and API agree. */
export const materialLimits = {
  title: 120,
  summary: 300,
  body: 100_000,
  author: 60,
  source: 100,
  questions: 12,
  question: 200,
  attachments: 20,
  /** Pictures in the text. */
  pictures: 100,
  query: 64,
  packageMaterials: 20,
} as const;

export const materialStates = ["draft", "to-review", "to-sign", "published", "withdrawn"] as const;
export type MaterialState = (typeof materialStates)[number];

export const id = v.pipe(v.string(), v.regex(/^[0-9a-z-]{4,40}$/));
export const isoDate = v.pipe(v.string(), v.isoDate());
const text = (max: number) => v.pipe(v.string(), v.trim(), v.maxLength(max));
const required = (max: number) => v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(max));
/** http and https only, no credentials, no white space or control characters anywhere (ASVS 1.2.2). */
export const webAddress = v.pipe(v.string(), v.maxLength(500), v.regex(/^https?:\/\/[^\s\u0000-\u001f\\@"'<>]+$/), v.url());

/** `inline` pictures stand in the text and are not listed as attachments. */
export const attachment = v.strictObject({
  id: v.string(),
  fileName: v.string(),
  contentType: v.string(),
  bytes: v.number(),
  inline: v.boolean(),
});
export type Attachment = v.InferOutput<typeof attachment>;

/** What an editor writes. A reprint without authorisation keeps title and link only (国版办发〔2015〕3号). */
export const materialInput = v.strictObject({
  title: required(materialLimits.title),
  category: required(20),
  ties: v.optional(v.pipe(v.array(v.picklist(threeTies)), v.maxLength(3)), []),
  /** Made from the text when empty. */
  summary: v.optional(text(materialLimits.summary), ""),
  body: v.optional(v.pipe(v.string(), v.maxLength(materialLimits.body)), ""),
  author: v.optional(text(materialLimits.author), ""),
  source: v.optional(text(materialLimits.source), ""),
  origin: v.optional(v.picklist(["own", "reprint"]), "own"),
  /** Who permitted the reprint and when; empty means not permitted. */
  authorisation: v.optional(text(200), ""),
  link: v.optional(v.union([v.literal(""), webAddress]), ""),
  /** The date that the document itself bears; the publish time is the server's alone. */
  documentDate: v.optional(v.union([v.literal(""), isoDate]), ""),
  requiredReading: v.optional(v.boolean(), false),
  questions: v.optional(v.pipe(v.array(required(materialLimits.question)), v.maxLength(materialLimits.questions)), []),
});
export type MaterialInput = v.InferOutput<typeof materialInput>;

const step = v.strictObject({
  step: v.picklist(["provide", "review", "sign", "return", "publish", "withdraw"]),
  by: v.string(),
  name: v.string(),
  at: v.string(),
  note: v.optional(v.string()),
  /** Why words of the word list may stand in the text. */
  overrule: v.optional(v.string()),
});
export type Step = v.InferOutput<typeof step>;

/** The working record as staff see it. */
export const material = v.strictObject({
  ...materialInput.entries,
  id: v.string(),
  state: v.picklist(materialStates),
  /** Whether the public sees an edition now, whatever becomes of the working record. */
  live: v.boolean(),
  attachments: v.array(attachment),
  steps: v.array(step),
  createdAt: v.string(),
  createdBy: v.string(),
  updatedAt: v.string(),
  publishedAt: v.optional(v.string()),
  /** Set when signed for a later moment; the publishing job does the rest. */
  publishAt: v.optional(v.string()),
  /** Number of the published version, from 1; regulations (制度规范) keep all of them. */
  edition: v.number(),
  /** Raised by every write; send it back with a change. */
  version: v.number(),
});
export type Material = v.InferOutput<typeof material>;

/** What can be done with a working record besides reading it. */
export const materialActions = ["edit", "provide", "review", "sign", "return", "withdraw", "revise"] as const;
export type MaterialAction = (typeof materialActions)[number];

/** The working record with what this person may do with it now, so that no screen repeats a rule. */
export const materialRecord = v.strictObject({
  ...material.entries,
  createdByName: v.string(),
  views: v.number(),
  /** Whether the public sees the text; false for a reprint without authorisation: title and link only. */
  textIsPublic: v.boolean(),
  /** Whether this person may read earlier versions and compare them. */
  seesHistory: v.boolean(),
  allowed: v.array(v.picklist(materialActions)),
  /**
   * What the state permits and this person may not, and why: "role" (others must do it: `roles`), "own-material" (provided or
   * written by this person), "reviewed-it" (three different people are asked for), "not-yours" (somebody else's draft).
   */
  blocked: v.array(
    v.strictObject({
      action: v.picklist(materialActions),
      why: v.picklist(["role", "own-material", "reviewed-it", "not-yours"]),
      roles: v.array(v.string()),
    }),
  ),
});
export type MaterialRecord = v.InferOutput<typeof materialRecord>;

const counts = v.strictObject({ views: v.number(), downloads: v.number() });

/** One line of the public list. */
export const materialCard = v.strictObject({
  id: v.string(),
  title: v.string(),
  category: v.string(),
  ties: v.array(v.string()),
  summary: v.string(),
  author: v.string(),
  source: v.string(),
  documentDate: v.string(),
  publishedAt: v.string(),
  requiredReading: v.boolean(),
  attachments: v.number(),
  /** Address of the original, for a reprint without authorisation. */
  link: v.string(),
});
export type MaterialCard = v.InferOutput<typeof materialCard>;

/** A piece of a search snippet; `hit` pieces are to be marked. */
const snippetPiece = v.strictObject({ text: v.string(), hit: v.boolean() });
export type SnippetPiece = v.InferOutput<typeof snippetPiece>;

export const materialListItem = v.strictObject({
  ...materialCard.entries,
  counts,
  snippet: v.optional(v.array(snippetPiece)),
  titlePieces: v.optional(v.array(snippetPiece)),
});
export type MaterialListItem = v.InferOutput<typeof materialListItem>;

export const materialList = v.strictObject({
  items: v.array(materialListItem),
  cursor: v.optional(v.string()),
  categories: v.array(v.string()),
});
export type MaterialList = v.InferOutput<typeof materialList>;

const publicAttachment = v.strictObject({ id: v.string(), fileName: v.string(), bytes: v.number(), url: v.string() });
const edition = v.strictObject({ edition: v.number(), publishedAt: v.string(), title: v.string() });

/** GET /api/materials/{id}. `body` is canonical clean HTML of the closed tag list in clean-html.ts. */
export const materialPage = v.strictObject({
  ...materialCard.entries,
  attachments: v.array(publicAttachment),
  body: v.string(),
  questions: v.array(v.string()),
  characters: v.number(),
  edition: v.number(),
  editions: v.array(edition),
  packageUrl: v.string(),
  counts,
  related: v.array(materialCard),
});
export type MaterialPage = v.InferOutput<typeof materialPage>;

export const listQuery = v.strictObject({
  category: v.optional(v.pipe(v.string(), v.maxLength(20))),
  tag: v.optional(v.picklist(threeTies)),
  q: v.optional(v.pipe(v.string(), v.maxLength(materialLimits.query))),
  cursor: v.optional(v.pipe(v.string(), v.maxLength(2000))),
  limit: v.optional(v.pipe(v.string(), v.regex(/^[1-9]\d?$/), v.transform(Number), v.maxValue(50)), "20"),
});

export const countAnswer = v.strictObject({ counted: v.boolean() });

const version = v.pipe(v.number(), v.integer(), v.minValue(1));
export const versionInput = v.strictObject({ version });
export const materialUpdate = v.strictObject({ ...materialInput.entries, version });
/** Why words of the word list may stand; without it a step on a text that holds some is refused with `words-found`. */
const overrule = v.optional(text(300), "");
/** A step with an optional remark. */
export const stepInput = v.strictObject({ version, note: v.optional(text(300), ""), overrule });
/** 签发, now or at a later moment (ISO time, at most a year ahead). */
export const signInput = v.strictObject({ version, publishAt: v.optional(v.pipe(v.string(), v.isoTimestamp())), overrule });
/** 退回 and 撤回 need their reason. */
export const reasonInput = v.strictObject({ version, reason: required(300) });

const history = v.strictObject({ edition: v.number(), publishedAt: v.string(), title: v.string(), body: v.string() });
/** GET /api/materials/{id}/editions/{edition}: an earlier text of a regulation. */
export const materialEdition = v.strictObject({ ...history.entries, id: v.string() });
export type MaterialEdition = v.InferOutput<typeof materialEdition>;

export const uploadInput = v.strictObject({ fileName: required(200), bytes: v.pipe(v.number(), v.integer(), v.minValue(1)) });
/** Post the file as `multipart/form-data` to `url`: first `fields` in order, then the part `file`. */
export const uploadAnswer = v.strictObject({ upload: v.string(), url: v.string(), fields: v.record(v.string(), v.string()) });
/** `inline`: a picture (PNG or JPEG) that stands in the text and is not listed. */
export const attachInput = v.strictObject({ upload: id, version, inline: v.optional(v.boolean(), false) });
export const wordInput = v.strictObject({ upload: id, category: required(20) });
/** The draft made from a Word document, and one Chinese sentence for each kind of thing that was dropped. */
export const wordAnswer = v.strictObject({ material: materialRecord, dropped: v.array(v.string()) });
