import { expect, test } from "vitest";
import { readSettingsFrom, SettingError } from "../../functions/wire.ts";

const FROM = "column@example.gov.cn";

test("mail is off until its server and sender are set", () => {
  expect(readSettingsFrom({}).mail).toBeUndefined();
  const url = "smtps://user:p%40ss@mail.example.gov.cn:465";
  expect(readSettingsFrom({ SMTP_URL: url, SMTP_FROM: FROM }).mail).toEqual({ url, from: FROM });
});

test("a wrong mail server is refused without repeating its password", () => {
  for (const url of ["mail.example.gov.cn", "http://user:p4ssw0rd@mail.example.gov.cn", "smtp://", "user:p4ssw0rd@mail"]) {
    const read = () => readSettingsFrom({ SMTP_URL: url, SMTP_FROM: FROM });
    expect(read, url).toThrow(SettingError);
    expect(read, url).not.toThrow(/p4ssw0rd/);
  }
  for (const from of ["", "column", "column@", "a b@c.cn", "a@c.cn\r\nBcc: x@y.cn"])
    expect(() => readSettingsFrom({ SMTP_URL: "smtp://mail", SMTP_FROM: from }), from).toThrow(/SMTP_FROM/);
});

test("robots may stand beside the three services only on exact origins", () => {
  const read = (value: string) => readSettingsFrom({ REMINDER_HOSTS: value }).reminderOrigins;
  expect(readSettingsFrom({}).reminderOrigins).toEqual([]);
  expect(read("https://robot.example.gov.cn, http://127.0.0.1:9000")).toEqual(["https://robot.example.gov.cn", "http://127.0.0.1:9000"]);
  for (const bad of ["robot.example.gov.cn", "https://*.example.gov.cn", "https://robot.example.gov.cn/path", "ftp://x"])
    expect(() => read(bad), bad).toThrow(/REMINDER_HOSTS/);
});
