import { randomInt } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { CancellationReason } from "@aws-sdk/client-dynamodb";
import type { RawItem } from "./dynamo-values.ts";
import { StoreLimit, StoreUnavailable } from "./store.ts";

/** What the SDK's errors have in common, in so far as it is read here. */
interface EngineError {
  name?: string;
  code?: string;
  $fault?: string;
  $metadata?: { httpStatusCode?: number; attempts?: number };
  Item?: RawItem;
  CancellationReasons?: CancellationReason[];
}

const engineError = (error: unknown): EngineError => (typeof error === "object" && error !== null ? error : {});

const unavailableNames = new Set([
  "InternalServerError",
  "LimitExceededException",
  "ProvisionedThroughputExceededException",
  "ReplicatedWriteConflictException",
  "RequestLimitExceeded",
  "ServiceUnavailable",
  "ThrottlingException",
  "TimeoutError",
  "TransactionConflictException",
  "TransactionInProgressException",
]);

const networkCodes = new Set(["EAI_AGAIN", "ECONNREFUSED", "ECONNRESET", "EHOSTUNREACH", "ENETUNREACH", "ENOTFOUND", "EPIPE", "ETIMEDOUT"]);

/** An engine's error as the port's; errors that are neither load nor network nor limit stay what they are. */
export function translate(error: unknown): unknown {
  const { name = "", code = "", $fault, $metadata } = engineError(error);
  const status = $metadata?.httpStatusCode ?? 0;
  const away = unavailableNames.has(name) || networkCodes.has(code) || $fault === "server" || status >= 500;
  if (away) return new StoreUnavailable(`the database cannot answer now: ${name || code}`, { cause: error });
  if (name === "ValidationException" && error instanceof Error) return new StoreLimit(error.message, { cause: error });
  return error;
}

export const isConditionalFailure = (error: unknown) => engineError(error).name === "ConditionalCheckFailedException";
export const isMissing = (error: unknown) => engineError(error).name === "ResourceNotFoundException";
export const isInUse = (error: unknown) => engineError(error).name === "ResourceInUseException";

/** Whether the SDK sent the request more than once, so that an earlier try may have been applied. */
export const wasRetried = (error: unknown) => (engineError(error).$metadata?.attempts ?? 1) > 1;

/** The item that a refused write found, where the engine sent it along. */
export const foundItem = (error: unknown): RawItem | undefined => engineError(error).Item;

/** Why each operation of a transaction was refused, or nothing when the error is no cancellation. */
export function cancellation(error: unknown): CancellationReason[] | undefined {
  const { name, CancellationReasons } = engineError(error);
  return name === "TransactionCanceledException" ? (CancellationReasons ?? []) : undefined;
}

/** Waits longer from try to try, at random so that rivals do not meet again. */
export const backOff = (attempt: number) => sleep(randomInt(Math.min(20 * 2 ** attempt, 500)));

export const CONFLICT_TRIES = 8;

/** Runs a single write; an item that is part of somebody's running transaction is free a moment later. */
export async function pastConflicts<Result>(write: () => Promise<Result>): Promise<Result> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await write();
    } catch (error) {
      if (engineError(error).name !== "TransactionConflictException" || attempt >= CONFLICT_TRIES) throw error;
      await backOff(attempt);
    }
  }
}
