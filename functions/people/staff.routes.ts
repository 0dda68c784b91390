import { auditLine } from "../audit/table.ts";
import { route } from "../http/route.ts";
import { changePasswordInput, choosePasswordInput, setUpInput, signInInput, whoAmI } from "./contract.ts";
import { changePassword, choosePassword, setUp, signIn } from "./sign-in.ts";
import { endSession, startSession } from "./sessions.ts";
import { whoOf } from "./table.ts";

export const peopleStaffRoutes = [
  route("POST", "/api/staff/session", { summary: "Sign in", body: signInInput, answer: whoAmI, status: 201 }, async ({ deps, c, body }) => {
    const account = await signIn(deps, body.login, body.password, deps.clientAddress(c));
    await startSession(deps, c, account);
    return whoOf(account);
  }),
  route("GET", "/api/staff/session", { summary: "Who is signed in", answer: whoAmI }, async ({ person: who }) => who),
  route("DELETE", "/api/staff/session", { summary: "Sign out" }, async ({ deps, c, person: who, now }) => {
    await endSession(deps, c);
    await deps.store.transact([auditLine(now, who, "session.end", `person#${who.id}`)]);
    return undefined;
  }),
  route(
    "POST",
    "/api/staff/set-up",
    { summary: "Create the first administrator with the one-time link", body: setUpInput, answer: whoAmI, status: 201 },
    async ({ deps, c, body }) => {
      const account = await setUp(deps, body);
      await startSession(deps, c, account);
      return whoOf(account);
    },
  ),
  route(
    "POST",
    "/api/staff/password",
    { summary: "Change one's own password", body: changePasswordInput, answer: whoAmI },
    async ({ deps, c, body, person: who }) => {
      const account = await changePassword(deps, who, body.current, body.next);
      await startSession(deps, c, account);
      return whoOf(account);
    },
  ),
  route(
    "POST",
    "/api/staff/password-link",
    { summary: "Choose a password with a one-time link", body: choosePasswordInput, answer: whoAmI },
    async ({ deps, c, body }) => {
      const account = await choosePassword(deps, body.token, body.password);
      await startSession(deps, c, account);
      return whoOf(account);
    },
  ),
];
