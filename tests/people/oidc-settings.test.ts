import { describe, expect, test } from "vitest";
import { readSettingsFrom, SettingError } from "../../functions/wire.ts";

const set = { OIDC_ISSUER: "https://id.example.gov.cn/realms/gov", OIDC_CLIENT_ID: "gxjt" };

describe("the settings of sign-in by OpenID Connect", () => {
  test("are off unless an issuer is set, and have usual values for the rest", () => {
    expect(readSettingsFrom({}).oidc).toBeUndefined();
    expect(readSettingsFrom({ OIDC_CLIENT_ID: "gxjt" }).oidc).toBeUndefined();
    expect(readSettingsFrom(set).oidc).toEqual({
      issuer: "https://id.example.gov.cn/realms/gov",
      clientId: "gxjt",
      clientSecret: undefined,
      name: "统一身份认证",
      loginClaim: "preferred_username",
    });
    const all = { ...set, OIDC_CLIENT_SECRET: "s", OIDC_NAME: "政务通行证", OIDC_LOGIN_CLAIM: "https://example.gov.cn/login" };
    expect(readSettingsFrom(all).oidc).toMatchObject({ clientSecret: "s", name: "政务通行证", loginClaim: "https://example.gov.cn/login" });
  });

  test("plain HTTP is for a provider on this machine", () => {
    for (const issuer of ["http://127.0.0.1:9000", "http://localhost:9000/realm", "http://[::1]:9000"])
      expect(readSettingsFrom({ ...set, OIDC_ISSUER: issuer }).oidc?.issuer).toBe(issuer);
    for (const issuer of [
      "http://id.example.gov.cn",
      "http://127.0.0.1.evil.test",
      "http://localhost.evil.test",
      "http://10.0.0.1",
      "id.example.gov.cn",
      "file:///etc/passwd",
      "https://user:pass@id.example.gov.cn",
      "https://id.example.gov.cn/?a=1",
      "https://id.example.gov.cn/#a",
    ])
      expect(() => readSettingsFrom({ ...set, OIDC_ISSUER: issuer }), issuer).toThrow(SettingError);
  });

  test("what is missing or wrong is named in one sentence", () => {
    expect(() => readSettingsFrom({ OIDC_ISSUER: set.OIDC_ISSUER })).toThrow(/needs OIDC_CLIENT_ID/);
    expect(() => readSettingsFrom({ ...set, OIDC_LOGIN_CLAIM: "a b" })).toThrow(/OIDC_LOGIN_CLAIM/);
    expect(() => readSettingsFrom({ ...set, OIDC_NAME: "很".repeat(21) })).toThrow(/OIDC_NAME/);
  });
});
