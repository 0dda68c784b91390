import { join } from "node:path";
import type { Blobs } from "../../functions/blobs/blobs.ts";
import { newSecret } from "../../functions/platform/ids.ts";
import type { WholeStore } from "../../functions/store/store.ts";
import { tables } from "../../functions/tables.ts";
import type { Settings } from "../../functions/wire.ts";

// Commands hand out no cursors and no addresses: any key will do for a run.
const key = newSecret();

/** The store of the settings with what only commands may do. @param make creates missing tables of an endpoint. @throws FolderInUse */
export async function openWholeStore(
  { store, dataDir, dynamodbEndpoint: endpoint, region, tablePrefix }: Settings,
  make = true,
): Promise<WholeStore> {
  if (store === "sqlite") {
    const { openSqliteStore } = await import("../../functions/store/sqlite.ts");
    return openSqliteStore({ folder: dataDir, tables, cursorKey: key });
  }
  const { openDynamoStore } = await import("../../functions/store/dynamo.ts");
  return openDynamoStore({
    ...(endpoint !== undefined && { endpoint }),
    region,
    tablePrefix,
    tables,
    cursorKey: key,
    createTables: make && endpoint !== undefined,
  });
}

/** @param beside for reading only, while another process may be receiving files */
export async function openWholeBlobs(
  { blobs, dataDir, s3Endpoint: endpoint, region, s3Bucket: bucket }: Settings,
  beside: boolean,
): Promise<Blobs> {
  if (blobs === "disk") {
    const { openDiskBlobs } = await import("../../functions/blobs/disk.ts");
    return openDiskBlobs({ folder: join(dataDir, "files"), signingKey: key, baseUrl: () => "", now: Date.now, beside });
  }
  const { openS3Blobs } = await import("../../functions/blobs/s3.ts");
  return openS3Blobs({ ...(endpoint !== undefined && { endpoint, forcePathStyle: true }), region, bucket });
}
