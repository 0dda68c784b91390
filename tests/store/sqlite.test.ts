import { sqlite } from "../support/store-engines.ts";
import { storeContract } from "./contract.ts";

storeContract(sqlite);
