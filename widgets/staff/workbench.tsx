import "./shell/staff.css";
import { render } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { WhoAmI } from "../../functions/people/role-names.ts";
import { api, ApiProblem } from "./shell/api.ts";
import { countDrafts, dropOldDrafts } from "./shell/drafts.ts";
import { framed } from "./shell/framed.ts";
import { Frame } from "./shell/frame.tsx";
import { lastPerson, rememberPerson } from "./shell/last-person.ts";
import { useObservable } from "./shell/observable.ts";
import { whenBack } from "./shell/online.ts";
import { me } from "./shell/session.ts";
import { SignInPage } from "./shell/sign-in.tsx";
import { Failed, Loading } from "./shell/states.tsx";

/** Signed in or not, asked once; after that the session answers with every call. */
function Workbench() {
  const person = useObservable(me);
  const [problem, setProblem] = useState<unknown>();
  const ask = () => {
    setProblem(undefined);
    api<WhoAmI>("GET", "/api/staff/session").then(me.set, (error: unknown) => {
      const code = error instanceof ApiProblem ? error.code : undefined;
      const last = code === "offline" ? lastPerson() : undefined;
      if (code === "unauthenticated") me.set(null);
      else if (last) me.set(last);
      else setProblem(error);
    });
  };
  useEffect(() => {
    ask();
    return whenBack(() => void (me.get() === undefined && ask()));
  }, []);
  if (person) return <Frame key={person.id} />;
  if (person === null) return <SignInPage />;
  return <main class="sign-in">{problem === undefined ? <Loading /> : <Failed problem={problem} onRetry={ask} />}</main>;
}

dropOldDrafts();
void import("./today/alarm.ts").then(({ watchAlarm }) => watchAlarm());
me.watch((person) => void (person !== undefined && rememberPerson(person)));
// Notes that were written without a line are sent whatever screen opens first.
me.watch((person) => void (person && countDrafts() > 0 && import("./notes/send-kept.ts").then(({ watchKept }) => watchKept())));
if (framed) void import("./framed.ts");
render(<Workbench />, document.getElementById("workbench")!);
