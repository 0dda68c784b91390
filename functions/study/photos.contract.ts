import * as v from "valibot";
import { id } from "../materials/contract.ts";

export const MOST_PHOTOS = 12;

/** A photo of a record; its address is the record's own `…/photos/<id>`. */
export const photo = v.strictObject({ id: v.string(), fileName: v.string(), bytes: v.number() });
export type Photo = v.InferOutput<typeof photo>;

/** What POST /api/staff/uploads gave, attached to a record at the version that the person has seen. */
export const photoInput = v.strictObject({ upload: id, version: v.pipe(v.number(), v.integer(), v.minValue(1)) });
