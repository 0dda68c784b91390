import { emulator } from "../support/store-engines.ts";
import { storeContract } from "./contract.ts";

storeContract(emulator("dynoxide"));
