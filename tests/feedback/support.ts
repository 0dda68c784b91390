import type { Config } from "../../functions/deps.ts";
import type { FeedbackInput, FeedbackReceipt } from "../../functions/feedback/contract.ts";
import type { FeedbackRecord } from "../../functions/feedback/staff.contract.ts";
import { newFormToken } from "../../functions/feedback/form-token.ts";
import { newColumn as wholeColumn, START } from "../support/column.ts";

export { ORIGIN, START } from "../support/column.ts";
export const MATERIAL_TITLE = "创新三题";

interface Sent {
  body?: unknown;
  cookie?: string | undefined;
  address?: string;
  headers?: Record<string, string>;
}

export type Column = Awaited<ReturnType<typeof newColumn>>;

/** A column with one published material and two units; the clock stands at `START`. */
export async function newColumn(change: Partial<Config> = {}) {
  const column = await wholeColumn(change);
  const { deps, time, store } = column;
  time.now = START - 1000;
  const { id: material } = await column.publish({ title: MATERIAL_TITLE });
  time.now = START;
  const units = { changting: "长汀镇", shanshi: "山市镇" };
  for (const [id, name] of Object.entries(units)) {
    await store.put("materials", { pk: "unit", sk: id, unit: { id, name, kind: "乡镇", villages: [] } }, { ifAbsent: true });
  }

  const call = <T = Record<string, unknown>>(method: string, path: string, { address, headers = {}, ...sent }: Sent = {}) =>
    column.call<T>(method, path, { ...sent, headers: { ...headers, ...(address ? { "x-test-address": address } : {}) } });

  /** A token that is old enough to be sent. */
  const token = (age = 60_000) => newFormToken(deps.config, time.now - age);
  const input = (more: Partial<FeedbackInput> = {}) => ({ kind: "建议", text: "建议多办几次现场辅导。", formToken: token(), ...more });
  let callers = 0;
  const nextAddress = () => `198.51.${Math.floor(++callers / 250)}.${callers % 250}`;

  return {
    ...column,
    material,
    call,
    token,
    input,
    /** Each hand-in comes from an address of its own unless one is named. */
    handIn: <T = FeedbackReceipt>(
      more: Partial<FeedbackInput> = {},
      { key, address = nextAddress() }: { key?: string; address?: string } = {},
    ) => call<T>("POST", "/api/feedback", { body: input(more), address, headers: key ? { "idempotency-key": key } : {} }),
    queue: async (cookie: string, query = "") =>
      (await call<{ items: FeedbackRecord[]; cursor?: string }>("GET", `/api/staff/feedback${query}`, { cookie })).body,
    step: <T = FeedbackRecord>(cookie: string, record: { id: string; version: number }, name: string, body: object = {}) =>
      call<T>("POST", `/api/staff/feedback/${record.id}/${name}`, { cookie, body: { version: record.version, ...body } }),
    /** The lines of the audit log, without those of how the material came to be published. */
    audit: () =>
      column
        .rows("audit")
        .map(({ data }) => JSON.parse(data) as { action: string; object: string; by: string; note?: string })
        .filter(({ action }) => !action.startsWith("material.")),
  };
}
