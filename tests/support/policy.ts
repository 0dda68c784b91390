import { textOf, type Template, type Tree } from "./cloud-assembly.ts";
import type { Recorded } from "./recording-proxy.ts";

/** One thing that was done, or is asked to be allowed. */
export interface Deed {
  action: string;
  /** ARN as `textOf` writes it. */
  resource: string;
  /** Partition key. */
  key?: string;
}

interface Statement {
  actions: string[];
  resources: string[];
  keys?: string[];
}

const list = <T>(value: T | T[]): T[] => (Array.isArray(value) ? value : [value]);

/** Everything that the role of a function may do, from its policies in the template. */
export function rightsOf({ Resources }: Template, functionId: string): Statement[] {
  const role = textOf(Resources[functionId]!.Properties["Role"]).slice(1).split(".")[0]!;
  const own = Resources[role]!.Properties;
  if (own["ManagedPolicyArns"] || own["Policies"]) throw new Error(`${role} has rights beside its policy`);
  return Object.values(Resources)
    .filter(({ Type, Properties }) => Type === "AWS::IAM::Policy" && list(Properties["Roles"]).some((one) => textOf(one) === `<${role}>`))
    .flatMap(({ Properties }) => Properties["PolicyDocument"].Statement as Record<string, Tree>[])
    .map(({ Effect, Action, Resource, Condition, ...more }) => {
      if (Effect !== "Allow" || Object.keys(more).some((name) => name !== "Sid"))
        throw new Error("a statement of a kind that is not understood");
      const keys = Condition?.["ForAllValues:StringLike"]?.["dynamodb:LeadingKeys"];
      if (Condition && (!keys || Condition.Null?.["dynamodb:LeadingKeys"] !== "false"))
        throw new Error("a condition of a kind that is not understood");
      return {
        actions: list<string>(Action),
        resources: list(Resource).map((one) => textOf(one)),
        ...(keys && { keys: list<string>(keys) }),
      };
    });
}

const like = (pattern: string, text: string) => (pattern.endsWith("*") ? text.startsWith(pattern.slice(0, -1)) : pattern === text);

export function allows({ actions, resources, keys }: Statement, { action, resource, key }: Deed): boolean {
  return (
    actions.includes(action) &&
    resources.some((one) => like(one, resource)) &&
    (keys === undefined || (key !== undefined && keys.some((one) => like(one, key))))
  );
}

/** The deeds of one request to DynamoDB. @param arnOf a table's ARN by its name */
export function deedsOf({ headers, body }: Recorded, arnOf: (table: string) => string): Deed[] {
  const operation = String(headers["x-amz-target"]).split(".").at(-1)!;
  const asked = JSON.parse(body) as Record<string, Tree>;
  const deed = (name: string, table: string, key?: { pk: { S: string } }): Deed => ({
    action: `dynamodb:${name}`,
    resource: arnOf(table),
    ...(key && { key: key.pk.S }),
  });
  switch (operation) {
    case "BatchGetItem":
      return Object.entries(asked["RequestItems"] as Record<string, { Keys: Tree[] }>).flatMap(([table, { Keys }]) =>
        Keys.map((key) => deed(operation, table, key)),
      );
    case "TransactWriteItems":
      return (asked["TransactItems"] as Record<string, Tree>[]).flatMap((item) =>
        Object.entries(item).map(([kind, { TableName, Key, Item }]) =>
          deed(
            { Put: "PutItem", Update: "UpdateItem", Delete: "DeleteItem", ConditionCheck: "ConditionCheckItem" }[kind]!,
            TableName,
            Key ?? Item,
          ),
        ),
      );
    case "Query": {
      const value = /= (:\w+)/.exec(asked["KeyConditionExpression"])![1]!;
      const pk = asked["ExpressionAttributeValues"][value];
      const { resource, ...rest } = deed(operation, asked["TableName"], { pk });
      return [{ ...rest, resource: asked["IndexName"] ? `${resource}/index/${asked["IndexName"]}` : resource }];
    }
    default:
      return [deed(operation, asked["TableName"], asked["Key"] ?? asked["Item"])];
  }
}

/** The deeds of one request to the buckets. @param arnOf a bucket's ARN by its name */
export function fileDeedOf({ method, path }: Recorded, arnOf: (bucket: string) => string): Deed {
  const { pathname } = new URL(path, "http://s3.test");
  const [, bucket = "", ...key] = pathname.split("/");
  const object = key.join("/");
  if (object === "") return { action: "s3:ListBucket", resource: arnOf(bucket) };
  const action = { GET: "GetObject", HEAD: "GetObject", PUT: "PutObject", POST: "PutObject", DELETE: "DeleteObject" }[method]!;
  return { action: `s3:${action}`, resource: `${arnOf(bucket)}/${object}` };
}
