import { finishSwap, isRestoreOpen } from "../../functions/backup/swap.ts";
import { lockFolder } from "../../functions/store/sqlite-lock.ts";

/** Before a data folder is used: finishes a restore that was broken off after it counted, or clears it away. @throws FolderInUse */
export async function finishPendingRestore(dataDir: string): Promise<void> {
  if (!isRestoreOpen(dataDir)) return;
  const unlock = lockFolder(dataDir);
  try {
    await finishSwap(dataDir);
  } finally {
    unlock();
  }
}
