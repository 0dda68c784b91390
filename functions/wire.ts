import type { Context } from "hono";
import type { Blobs } from "./blobs/blobs.ts";
import type { Config, Deps, MailSettings, OidcSettings } from "./deps.ts";
import { trustedProxyList } from "./http/address.ts";
import { keyFor, keysFor } from "./platform/ids.ts";
import { stderrLog } from "./platform/log.ts";
import { isOrigin } from "./settings/origins.contract.ts";
import { liveSettings } from "./settings/live.ts";
import { hasTransactions } from "./store/probe.ts";
import type { Store } from "./store/store.ts";
import { tables } from "./tables.ts";

/** A setting that is missing or wrong; the message is one sentence for the person who set it. */
export class SettingError extends Error {
  override name = "SettingError";
}

type Environment = Record<string, string | undefined>;

export interface Settings {
  port: number;
  host: string;
  dataDir: string;
  demo: boolean | undefined;
  demoPassword: string | undefined;
  publicOrigin: string;
  portalOrigins: string[];
  trustedProxies: string[];
  store: "sqlite" | "dynamodb";
  blobs: "disk" | "s3";
  dynamodbEndpoint: string | undefined;
  tablePrefix: string;
  s3Endpoint: string | undefined;
  s3Bucket: string;
  region: string;
  /** How long a server that is told to stop goes on answering, so that a load balancer can see that it leaves. */
  drainSeconds: number;
  secret: string | undefined;
  previousSecret: string | undefined;
  oidc: OidcSettings | undefined;
  reminderOrigins: string[];
  mail: MailSettings | undefined;
}

function origin(name: string, value: string): string {
  if (isOrigin(value)) return value;
  throw new SettingError(`${name} must be an origin such as https://column.example.gov.cn, not "${value}".`);
}

function oneOf<T extends string>(name: string, value: string | undefined, allowed: readonly T[]): T {
  const found = value === undefined || value === "" ? allowed[0] : allowed.find((choice) => choice === value);
  if (!found) throw new SettingError(`${name} must be one of ${allowed.join(", ")}, not "${value}".`);
  return found;
}

function wholeNumber(name: string, value: string | undefined, usual: number, most: number): number {
  const number = Number(value || usual);
  if (Number.isInteger(number) && number >= 0 && number <= most) return number;
  throw new SettingError(`${name} must be a number from 0 to ${most}, not "${value}".`);
}

const list = (value: string | undefined) =>
  (value ?? "")
    .split(",")
    .map((part) => part.trim())
    .filter(Boolean);

function endpoint(name: string, value: string | undefined): string | undefined {
  if (value === undefined || value === "") return undefined;
  if (!URL.canParse(value) || !/^https?:/.test(value)) throw new SettingError(`${name} must be an http or https address, not "${value}".`);
  return value;
}

function proxies(value: string | undefined): string[] {
  const entries = list(value);
  try {
    trustedProxyList(entries);
  } catch (error) {
    throw new SettingError(`TRUSTED_PROXIES: ${(error as Error).message}`);
  }
  return entries;
}

const loopback = new Set(["127.0.0.1", "[::1]", "localhost"]);

/** OIDC_ISSUER switches sign-in by OpenID Connect on; plain HTTP is for a provider on this machine only. */
function openId(environment: Environment): OidcSettings | undefined {
  const issuer = environment["OIDC_ISSUER"];
  if (!issuer) return undefined;
  const url = URL.canParse(issuer) ? new URL(issuer) : undefined;
  const safe = url?.protocol === "https:" || (url?.protocol === "http:" && loopback.has(url.hostname));
  if (!url || !safe || url.search || url.hash || url.username)
    throw new SettingError(`OIDC_ISSUER must be an https address (http on this machine only), not "${issuer}".`);
  const clientId = environment["OIDC_CLIENT_ID"];
  if (!clientId) throw new SettingError("OIDC_ISSUER needs OIDC_CLIENT_ID, the name under which the provider knows the column.");
  const loginClaim = environment["OIDC_LOGIN_CLAIM"] || "preferred_username";
  if (!/^[\w.:/-]{1,100}$/.test(loginClaim)) throw new SettingError(`OIDC_LOGIN_CLAIM must be the name of a claim, not "${loginClaim}".`);
  const name = environment["OIDC_NAME"] || "统一身份认证";
  if (name.length > 20) throw new SettingError("OIDC_NAME must have at most 20 characters.");
  return { issuer, clientId, clientSecret: environment["OIDC_CLIENT_SECRET"] || undefined, name, loginClaim };
}

/** SMTP_URL switches reminders by mail on. The address may hold a password, so no message repeats it. */
function mailServer(environment: Environment): MailSettings | undefined {
  const url = environment["SMTP_URL"];
  if (!url) return undefined;
  if (!URL.canParse(url) || !/^smtps?:$/.test(new URL(url).protocol) || !new URL(url).hostname)
    throw new SettingError("SMTP_URL must be an address such as smtps://user:password@mail.example.gov.cn:465.");
  const from = environment["SMTP_FROM"] ?? "";
  if (!/^[^\s@<>"]{1,64}@[\w.-]{1,255}$/.test(from))
    throw new SettingError("SMTP_URL needs SMTP_FROM, the address that reminders are sent from.");
  return { url, from };
}

/** Reads every setting from the environment, the only place that does. @throws SettingError */
export function readSettingsFrom(environment: Environment = process.env): Settings {
  const port = wholeNumber("PORT", environment["PORT"], 8787, 65_535);
  const demo = environment["DEMO"] ? oneOf("DEMO", environment["DEMO"], ["0", "1"]) === "1" : undefined;
  const store = oneOf("STORE", environment["STORE"], ["sqlite", "dynamodb"]);
  const blobs = oneOf("BLOBS", environment["BLOBS"], ["disk", "s3"]);
  const secret = environment["SECRET"] || undefined;
  if (secret !== undefined && secret.length < 32) throw new SettingError("SECRET must have at least 32 characters.");
  const previousSecret = environment["SECRET_PREVIOUS"] || undefined;
  if (previousSecret !== undefined && previousSecret.length < 32)
    throw new SettingError("SECRET_PREVIOUS must be what SECRET was before, of at least 32 characters.");
  // Several machines over one store must sign with the same secret; one machine keeps its own beside its data.
  if (store === "dynamodb" && secret === undefined)
    throw new SettingError("STORE=dynamodb needs SECRET: 32 or more random characters, the same on every machine.");
  const s3Bucket = environment["S3_BUCKET"] ?? "";
  if (blobs === "s3" && s3Bucket === "") throw new SettingError("BLOBS=s3 needs S3_BUCKET, the name of an existing bucket.");
  const demoPassword = environment["DEMO_PASSWORD"] || undefined;
  if (demoPassword !== undefined && demoPassword.length < 8) throw new SettingError("DEMO_PASSWORD must have at least 8 characters.");
  return {
    port,
    host: environment["HOST"] || "127.0.0.1",
    dataDir: environment["DATA_DIR"] || "./data",
    demo,
    demoPassword,
    publicOrigin: environment["PUBLIC_ORIGIN"] ? origin("PUBLIC_ORIGIN", environment["PUBLIC_ORIGIN"]) : "",
    portalOrigins: list(environment["PORTAL_ORIGINS"]).map((value) => origin("PORTAL_ORIGINS", value)),
    trustedProxies: proxies(environment["TRUSTED_PROXIES"]),
    store,
    blobs,
    dynamodbEndpoint: endpoint("DYNAMODB_ENDPOINT", environment["DYNAMODB_ENDPOINT"]),
    tablePrefix: environment["TABLE_PREFIX"] || "gxjt-",
    s3Endpoint: endpoint("S3_ENDPOINT", environment["S3_ENDPOINT"]),
    s3Bucket,
    region: environment["AWS_REGION"] || "cn-north-1",
    drainSeconds: wholeNumber("DRAIN_SECONDS", environment["DRAIN_SECONDS"], 0, 300),
    secret,
    previousSecret,
    oidc: openId(environment),
    reminderOrigins: list(environment["REMINDER_HOSTS"]).map((value) => origin("REMINDER_HOSTS", value)),
    mail: mailServer(environment),
  };
}

/** What only a function of the cloud is told, beside the settings. */
export interface CloudSettings {
  /** Name of the secret that is `SECRET`; of the one that the edge shows, if there is an edge; of the operator's own, where they are needed. */
  secretId: string;
  edgeKeyId: string | undefined;
  connectionsId: string | undefined;
  assetsBucket: string;
  /** Origin of the distribution in front of the bucket of files. */
  filesOrigin: string | undefined;
  region: string;
  /** Where Secrets Manager is; elsewhere than in the region for emulators. */
  secretsEndpoint: string;
  environment: Environment;
}

/** Reads them, all set by the stack. @throws SettingError */
export function readCloudSettings(environment: Environment = process.env): CloudSettings {
  const needed = (name: string): string => {
    const value = environment[name];
    if (!value) throw new SettingError(`${name} is missing: the stack sets it.`);
    return value;
  };
  const region = needed("AWS_REGION");
  return {
    secretId: needed("SECRET_ID"),
    edgeKeyId: environment["EDGE_KEY_ID"] || undefined,
    connectionsId: environment["CONNECTIONS_ID"] || undefined,
    assetsBucket: needed("ASSETS_BUCKET"),
    filesOrigin: environment["FILES_ORIGIN"] ? origin("FILES_ORIGIN", environment["FILES_ORIGIN"]) : undefined,
    region,
    secretsEndpoint:
      endpoint("AWS_ENDPOINT_URL_SECRETS_MANAGER", environment["AWS_ENDPOINT_URL_SECRETS_MANAGER"]) ??
      `https://secretsmanager.${region}.amazonaws.com${region.startsWith("cn-") ? ".cn" : ""}`,
    environment,
  };
}

const nameOf = (error: unknown) => (error instanceof Error ? error.name : "");

/** What keeps an engine from its first answer, as a sentence for the person who set it up; faults of ours stay what they are. */
async function firstAnswer<T>(where: string, missing: string, ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    const name = nameOf(error);
    const tell = (sentence: string) => new SettingError(`${where} ${sentence}`, { cause: error });
    if (name === "StoreUnavailable" || name === "BlobsUnavailable") throw tell("does not answer.");
    if (name === "CredentialsProviderError")
      throw tell("needs credentials: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or give the machine a role.");
    if (["ResourceNotFoundException", "NoSuchBucket"].includes(name)) throw tell(missing);
    if (/^(UnrecognizedClient|InvalidSignature|InvalidAccessKeyId|SignatureDoesNotMatch|AccessDenied|ExpiredToken|InvalidToken)/.test(name))
      throw tell(`refuses the credentials (${name}).`);
    throw error;
  }
}

/** Engines are imported when chosen: one machine never loads the AWS SDK. @throws SettingError when the engine cannot be reached or used */
export async function openStore(settings: Settings, secret: string): Promise<Store> {
  const cursorKey = keysFor({ secret, previousSecret: settings.previousSecret }, "cursor");
  if (settings.store === "sqlite") {
    const { openSqliteStore } = await import("./store/sqlite.ts");
    return openSqliteStore({ folder: settings.dataDir, tables, cursorKey });
  }
  const { openDynamoStore } = await import("./store/dynamo.ts");
  const { dynamodbEndpoint, region, tablePrefix } = settings;
  return firstAnswer(
    `The database ${dynamodbEndpoint ? `at DYNAMODB_ENDPOINT ${dynamodbEndpoint}` : `in AWS_REGION ${region}`}`,
    `has no tables named ${tablePrefix}…; deploy them first.`,
    async () => {
      const store = await openDynamoStore({
        endpoint: dynamodbEndpoint,
        region,
        tablePrefix,
        tables,
        cursorKey,
        createTables: dynamodbEndpoint !== undefined,
      });
      await store.get("people", { pk: "start", sk: "start" });
      if (dynamodbEndpoint !== undefined && !(await hasTransactions(store)))
        throw new SettingError(
          `The database at DYNAMODB_ENDPOINT ${dynamodbEndpoint} has no transactions of several items (TransactWriteItems), so a change could be stored by half; ScyllaDB Alternator is one of these. Use DynamoDB, or ExtendDB over PostgreSQL.`,
        );
      return store;
    },
  );
}

export async function openBlobs(settings: Settings, secret: string): Promise<Blobs> {
  if (settings.blobs === "disk") {
    const { openDiskBlobs } = await import("./blobs/disk.ts");
    return openDiskBlobs({ folder: `${settings.dataDir}/files`, signingKey: keyFor(secret, "files"), baseUrl: () => "", now: Date.now });
  }
  const { openS3Blobs } = await import("./blobs/s3.ts");
  const { s3Endpoint, region, s3Bucket: bucket } = settings;
  const blobs = openS3Blobs({ endpoint: s3Endpoint, region, bucket, forcePathStyle: s3Endpoint !== undefined });
  await firstAnswer(
    `The file store ${s3Endpoint ? `at S3_ENDPOINT ${s3Endpoint}` : `in AWS_REGION ${region}`}`,
    `has no bucket named ${bucket}.`,
    () =>
      // Who may read objects but not list them is refused what is not there: that is an answer too.
      blobs.get("start").catch((error: unknown) => (nameOf(error) === "AccessDenied" ? undefined : Promise.reject(error))),
  );
  return blobs;
}

/** Puts the parts together for the apps. */
export function wire(
  settings: Settings,
  parts: { store: Store; blobs: Blobs; secret: string; clientAddress: (c: Context) => string },
  options: Partial<Config> = {},
): Deps {
  const config: Config = {
    publicOrigin: settings.publicOrigin,
    portalOrigins: settings.portalOrigins,
    oidc: settings.oidc,
    reminderOrigins: settings.reminderOrigins,
    mail: settings.mail,
    secret: parts.secret,
    previousSecret: settings.previousSecret,
    ownSecret: settings.secret === undefined,
    cacheMs: 1000,
    formSeconds: 3,
    stylesheet: "/embed/column.css",
    frameScript: "/embed/frame.js",
    demo: false,
    checkAnswers: false,
    ...options,
  };
  const log = stderrLog;
  return {
    store: parts.store,
    blobs: parts.blobs,
    clock: Date.now,
    log,
    config,
    clientAddress: parts.clientAddress,
    ...liveSettings({ store: parts.store, clock: Date.now, log, portalOrigins: config.portalOrigins }),
  };
}
