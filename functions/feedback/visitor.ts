/** What a visitor does with an own feedback, loaded as one when the first of it is asked for: most who come only read. */
export { handInFeedback } from "./hand-in.ts";
export { progressOf, withdraw } from "./receipts.ts";
