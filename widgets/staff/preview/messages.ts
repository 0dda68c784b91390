import * as v from "valibot";
import { materialPage } from "../../../functions/materials/contract.ts";

/*
 * What the editor and its preview say to one another (ASVS 3.5.5): both are pages of our own, so each message is taken from our own
 * origin and from the expected window alone, and only in one of these two forms.
 */

/** From the preview, once it can draw. */
const ready = v.strictObject({ gxjt: v.literal("preview-ready") });
/** From the editor: the page as it would be published now. */
const shown = v.strictObject({ gxjt: v.literal("preview-page"), page: materialPage });
export type Shown = v.InferOutput<typeof shown>;

function from<T>(event: MessageEvent, source: MessageEventSource | null, schema: v.GenericSchema<unknown, T>): T | undefined {
  if (event.origin !== location.origin || source === null || event.source !== source) return undefined;
  const read = v.safeParse(schema, event.data);
  return read.success ? read.output : undefined;
}

export const isReady = (event: MessageEvent, preview: Window | null): boolean => from(event, preview, ready) !== undefined;
export const shownPage = (event: MessageEvent): Shown["page"] | undefined =>
  window.parent === window ? undefined : from(event, window.parent, shown)?.page;

export const sayReady = (): void => window.parent.postMessage({ gxjt: "preview-ready" }, location.origin);
export const sayPage = (preview: Window, page: Shown["page"]): void =>
  preview.postMessage({ gxjt: "preview-page", page } satisfies Shown, location.origin);
