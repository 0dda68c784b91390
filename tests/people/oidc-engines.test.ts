import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createAccount } from "../../functions/people/table.ts";
import { openDynamoStore } from "../../functions/store/dynamo.ts";
import { tables } from "../../functions/tables.ts";
import { newColumn, ORIGIN } from "../support/column.ts";
import { type Emulator, emulatorMissing, startEmulator } from "../support/dynamo-emulators.ts";
import { notRun } from "../support/not-run.ts";
import { CLIENT, signInAt, startProvider, type TestProvider } from "../support/oidc-provider.ts";

const missing = emulatorMissing("dynoxide");
if (missing) notRun("sign-in by OpenID Connect on DynamoDB", missing);

/** The other tests stand on SQLite; this one shows that the same writes are what DynamoDB's API accepts. */
describe.skipIf(missing)("on DynamoDB", () => {
  let emulator: Emulator;
  let provider: TestProvider;
  beforeAll(async () => {
    [emulator, provider] = await Promise.all([startEmulator("dynoxide"), startProvider(`${ORIGIN}/staff/oidc`)]);
  });
  afterAll(() => Promise.all([emulator?.stop(), provider?.stop()]));

  test("the first sign-in binds, another subject is refused, a reset lets it in", async () => {
    const { endpoint, region, credentials } = emulator;
    const oidc = { name: "统一身份认证", loginClaim: "preferred_username", issuer: provider.issuer, ...CLIENT };
    const column = await newColumn({ oidc }, (now) =>
      openDynamoStore({
        endpoint,
        region,
        credentials,
        tablePrefix: "oidc-",
        tables,
        cursorKey: "a key of cursors for tests",
        createTables: true,
        now,
      }),
    );
    const input = { login: "wang", name: "王", roles: ["editor" as const], office: "", unit: "" };
    await column.store.transact(createAccount(input, "", "wang-id").operations);
    const signIn = async (login: string) => {
      const { body, headers } = await column.call<{ url: string }>("POST", "/api/staff/oidc/start", { body: {} });
      const cookie = headers.get("set-cookie")!.split(";")[0];
      const query = await signInAt(body.url, login);
      const first = await column.call("POST", "/api/staff/oidc", { body: { query }, cookie });
      const again = await column.call("POST", "/api/staff/oidc", { body: { query }, cookie });
      return [first.status, again.body["code"]];
    };
    expect(await signIn("wang")).toEqual([200, "oidc-expired"]);
    expect(await signIn("wang")).toEqual([200, "oidc-expired"]);
    expect(await signIn("new-wang")).toEqual([403, "oidc-expired"]);
    const admin = await column.signIn(["admin"]);
    expect((await column.call("POST", "/api/staff/people/wang-id/reset", { cookie: admin, body: {} })).status).toBe(201);
    expect(await signIn("new-wang")).toEqual([200, "oidc-expired"]);
    expect(await signIn("wang")).toEqual([403, "oidc-expired"]);
  }, 60_000);
});
