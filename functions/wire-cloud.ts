import { built } from "./aws/built.ts";
import { clientAddressOf } from "./aws/edge.ts";
import type { HttpEvent } from "./aws/http-event.ts";
import { readSecrets } from "./aws/secrets.ts";
import { lazyBlobs } from "./blobs/lazy-blobs.ts";
import { bucketAssets } from "./aws/bucket-assets.ts";
import type { AssetSource } from "./assets/assets.ts";
import type { Deps } from "./deps.ts";
import { keysFor } from "./platform/ids.ts";
import { openDynamoStore } from "./store/dynamo.ts";
import type { WholeStore } from "./store/store.ts";
import { tables } from "./tables.ts";
import { readCloudSettings, readSettingsFrom, type Settings, wire } from "./wire.ts";

export interface CloudParts {
  deps: Deps & { store: WholeStore };
  edgeKey: string | undefined;
  /** The built files under /embed/ or /staff/. */
  assets: (folder: "embed" | "staff") => AssetSource;
}

/** The operator's own secrets: what the settings of the same names are elsewhere. */
const connectionNames = ["SMTP_URL", "OIDC_CLIENT_SECRET"];

function connections(text: string | undefined): Record<string, string> {
  const given = JSON.parse(text ?? "{}") as Record<string, unknown>;
  return Object.fromEntries(connectionNames.flatMap((name) => (typeof given[name] === "string" ? [[name, given[name]]] : [])));
}

const openStore = ({ dynamodbEndpoint, region, tablePrefix }: Settings, cursorKey: [string, ...string[]]) =>
  // No first question to each engine, as a server asks it: that would cost every start a moment, and this role may not ask it.
  openDynamoStore({ ...(dynamodbEndpoint && { endpoint: dynamodbEndpoint }), region, tablePrefix, tables, cursorKey });

/** Opens what a function of the cloud works with, from its environment and the secrets that this names. @throws SettingError */
export async function wireCloud(): Promise<CloudParts> {
  const cloud = readCloudSettings();
  const others = [cloud.edgeKeyId, cloud.connectionsId];
  const { texts, previous } = await readSecrets(cloud.secretsEndpoint, cloud.region, [
    cloud.secretId,
    ...others.filter((id) => id !== undefined),
  ]);
  const secret = texts.shift()!;
  const [edgeKey, own] = others.map((id) => (id === undefined ? undefined : texts.shift()));
  const settings = readSettingsFrom({ ...cloud.environment, ...connections(own), SECRET: secret, SECRET_PREVIOUS: previous });

  const { s3Endpoint, s3Bucket, region } = settings;
  const at = (bucket: string) => ({ bucket, region, ...(s3Endpoint && { endpoint: s3Endpoint, forcePathStyle: true }) });
  const s3 = () => import("./blobs/s3.ts");
  const read = async (key: string) => (await s3()).openS3Reader(at(cloud.assetsBucket))(key);

  const parts = {
    store: await openStore(settings, keysFor({ secret, previousSecret: settings.previousSecret }, "cursor")),
    blobs: lazyBlobs(async () => (await s3()).openS3Blobs({ ...at(s3Bucket), downloadOrigin: cloud.filesOrigin })),
    secret,
    clientAddress: (c: { env: unknown }) => clientAddressOf((c.env as { event: HttpEvent }).event, edgeKey !== undefined),
  };
  const deps = wire(settings, parts, { stylesheet: `/embed/${built.column}`, frameScript: `/embed/${built.frame}` });
  return { deps: { ...deps, store: parts.store }, edgeKey, assets: (folder) => bucketAssets(folder, read) };
}
