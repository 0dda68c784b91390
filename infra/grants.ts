import { PolicyStatement } from "aws-cdk-lib/aws-iam";
import type { IBucket } from "aws-cdk-lib/aws-s3";
import { type TableName, tables as dataMap } from "../functions/tables.ts";
import type { FunctionName } from "./build-functions.ts";
import type { Tables } from "./tables.ts";

type TableAction = "GetItem" | "BatchGetItem" | "Query" | "Scan" | "PutItem" | "UpdateItem" | "DeleteItem" | "ConditionCheckItem";
type FileAction = "GetObject" | "PutObject" | "DeleteObject" | "AbortMultipartUpload" | "ListBucket";

/** One line of the list: what may be done with the items of a table, whole or of the partition keys named, and with its indexes. */
interface TableGrant {
  table: TableName;
  actions: TableAction[];
  /** Beginnings of partition keys; left out: all. */
  keys?: string[];
  /** Its indexes too. */
  indexes?: true;
  /** One index, and not the table. */
  only?: string;
}

interface FileGrant {
  actions: FileAction[];
  /** Folders of the bucket. */
  folders: string[];
}

const read: TableAction[] = ["GetItem", "BatchGetItem", "Query"];
const change: TableAction[] = ["PutItem", "UpdateItem", "DeleteItem", "ConditionCheckItem"];
const everyTable = Object.keys(dataMap) as TableName[];
/** The audit log is only ever added to. */
const changed = everyTable.filter((table) => table !== "audit");

/** WHO MAY DO WHAT in the store. Nothing else is granted; a test holds the public list against what its routes really do. */
export const tableGrants: Record<FunctionName, TableGrant[]> = {
  public: [
    // Published materials, their earlier editions, search, counts; settings, words and units. No draft: those lie under `material#`.
    { table: "materials", actions: ["GetItem"], keys: ["published#", "editions#", "search#clock", "settings", "unit-order"] },
    { table: "materials", actions: ["BatchGetItem"], keys: ["counts#", "search#document#", "search#gram#", "words#"] },
    { table: "materials", actions: ["Query"], keys: ["shelf#", "editions#", "progress#", "search#fresh", "unit"] },
    { table: "materials", actions: ["UpdateItem"], keys: ["counts#", "figures#"] },
    { table: "materials", actions: ["PutItem"], keys: ["seen#"] },
    // A feedback is read under its own key alone, by whoever has its 查询码; the queues can not be listed.
    { table: "feedback", actions: ["GetItem"], keys: ["feedback#", "idempotency#"] },
    { table: "feedback", actions: ["BatchGetItem"], keys: ["feedback#", "receipt#", "limit#"] },
    { table: "feedback", actions: ["Query"], keys: ["answered#", "statistics"] },
    { table: "feedback", actions: ["PutItem"], keys: ["feedback#", "receipt#", "form#", "idempotency#", "audit-waiting", "office#"] },
    { table: "feedback", actions: ["UpdateItem"], keys: ["feedback#", "statistics", "limit#"] },
    { table: "feedback", actions: ["DeleteItem"], keys: ["feedback#", "answered#", "office#"] },
    // The calendar of study days; of the table itself it reads nothing.
    { table: "activities", actions: ["Query"], keys: ["study-day#"], only: "byDay" },
  ],
  staff: [
    ...everyTable.map((table) => ({ table, actions: read, indexes: true as const })),
    ...changed.map((table) => ({ table, actions: change })),
    { table: "audit", actions: ["PutItem"] },
  ],
  jobs: [
    // A backup reads every table whole.
    ...everyTable.map((table) => ({ table, actions: [...read, "Scan" as const], indexes: true as const })),
    ...changed.map((table) => ({ table, actions: change })),
    { table: "audit", actions: ["PutItem"] },
  ],
};

/** And with stored files. Backups and archives (`bundles/`) are no business of the public function. */
export const fileGrants: Record<FunctionName, FileGrant[]> = {
  public: [
    { actions: ["GetObject"], folders: ["files"] },
    { actions: ["GetObject", "PutObject"], folders: ["answers"] },
  ],
  staff: [
    { actions: ["GetObject", "PutObject", "DeleteObject"], folders: ["files", "uploads", "answers"] },
    { actions: ["GetObject", "DeleteObject"], folders: ["bundles"] },
    { actions: ["ListBucket"], folders: [] },
  ],
  jobs: [
    { actions: ["GetObject", "DeleteObject"], folders: ["files", "uploads"] },
    { actions: ["GetObject", "PutObject", "DeleteObject", "AbortMultipartUpload"], folders: ["bundles"] },
    { actions: ["ListBucket"], folders: [] },
  ],
};

/** The list as statements of a policy. */
export function storeStatements(name: FunctionName, tables: Tables, files: IBucket): PolicyStatement[] {
  const onTables = tableGrants[name].map(({ table, actions, keys, indexes, only }) => {
    const { arn } = tables.byName[table];
    return new PolicyStatement({
      actions: actions.map((action) => `dynamodb:${action}`),
      resources: only
        ? [`${arn}/index/${only}`]
        : [arn, ...(indexes ? Object.keys(dataMap[table].indexes).map((index) => `${arn}/index/${index}`) : [])],
      // Without the second condition a request that names no key at all would pass the first.
      ...(keys && {
        conditions: {
          "ForAllValues:StringLike": { "dynamodb:LeadingKeys": keys.map((key) => `${key}*`) },
          Null: { "dynamodb:LeadingKeys": "false" },
        },
      }),
    });
  });
  const onFiles = fileGrants[name].map(
    ({ actions, folders }) =>
      new PolicyStatement({
        actions: actions.map((action) => `s3:${action}`),
        resources: folders.length > 0 ? folders.map((folder) => files.arnForObjects(`${folder}/*`)) : [files.bucketArn],
      }),
  );
  return [...onTables, ...onFiles];
}
