import * as v from "valibot";

/** A name stands on one line: no control characters, which no key of the store could hold either. */
export const oneLine = v.regex<string>(/^[^\u0000-\u001f\u007f-\u009f]*$/);
