import type { Limit } from "../http/limits.ts";
import { DAY, HOUR } from "../platform/clock.ts";
import { feedbackLimits } from "./contract.ts";

/** Hand-ins of one address. */
export const perAddress: Limit = { table: "feedback", scope: "address", most: feedbackLimits.perAddressPerHour, windowMs: HOUR };

/** Hand-ins in the name of one unit, wherever they come from. */
export const perUnit: Limit = { table: "feedback", scope: "unit", most: feedbackLimits.perUnitPerDay, windowMs: DAY };

/** 查询码 of one address that led nowhere; with 58 bits in a code this leaves no chance to guess one. */
export const failedCodes: Limit = { table: "feedback", scope: "receipt", most: 20, windowMs: HOUR };
