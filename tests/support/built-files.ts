import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { PutObjectCommand, type S3Client } from "@aws-sdk/client-s3";
import { assemblyFolder } from "./cloud-assembly.ts";

/** Puts the widgets and the staff's pages into their bucket, as the stack's deployments do. */
export async function putBuiltFiles(client: S3Client, Bucket: string): Promise<void> {
  const [embed] = globSync("asset.*/embed", { cwd: assemblyFolder });
  const folder = join(assemblyFolder, embed!, "..");
  for (const Key of globSync(["{embed,staff}/*.{js,css}", "embed/index.html"], { cwd: folder }))
    await client.send(new PutObjectCommand({ Bucket, Key, Body: readFileSync(join(folder, Key)) }));
}
