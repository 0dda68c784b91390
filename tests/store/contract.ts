import type { Engine } from "../support/store-engines.ts";
import { withEngine } from "../support/store-subject.ts";
import { addContract } from "./contract-add.ts";
import { cursorContract } from "./contract-cursor.ts";
import { expiryContract } from "./contract-expiry.ts";
import { itemContract } from "./contract-items.ts";
import { limitContract } from "./contract-limits.ts";
import { queryContract } from "./contract-query.ts";
import { scanContract } from "./contract-scan.ts";
import { tokenContract } from "./contract-token.ts";
import { transactContract } from "./contract-transact.ts";

/** Every sentence of the port, as tests that any engine must pass. */
export function storeContract(engine: Engine): void {
  withEngine(engine, "store contract", (subject) => {
    itemContract(subject);
    addContract(subject);
    queryContract(subject);
    cursorContract(subject);
    expiryContract(subject);
    scanContract(subject);
    transactContract(subject);
    tokenContract(subject);
    limitContract(subject);
  });
}
