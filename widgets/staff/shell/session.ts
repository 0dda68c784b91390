import type { Role } from "../../../functions/people/contract.ts";
import type { WhoAmI } from "../../../functions/people/role-names.ts";
import { observable, useObservable } from "./observable.ts";

/** undefined: not asked yet; null: nobody is signed in. */
export const me = observable<WhoAmI | null | undefined>(undefined);

/** Who is signed in. Only for what is drawn inside the frame, where somebody always is. */
export function useMe(): WhoAmI {
  return useObservable(me)!;
}

export function can(person: WhoAmI, ...roles: Role[]): boolean {
  return person.roles.some((role) => roles.includes(role));
}

type Waiting = (signedIn: boolean) => void;
let waiting: Waiting[] = [];
let signedInAgain = 0;
/** True while the session has ended under a screen that is still open. */
export const expired = observable(false);

/** Shows the sign-in dialog over what is open. @returns whether the same person signed in again */
export function signInAgain(): Promise<boolean> {
  expired.set(true);
  return new Promise((done) => waiting.push(done));
}

/** How often somebody has signed in again so far: a call that was refused under an earlier session says nothing about the present one. */
export const sessionRound = (): number => signedInAgain;

/** Ends the waiting of every call that met the ended session. */
export function settleSignIn(signedIn: boolean): void {
  if (signedIn) signedInAgain += 1;
  expired.set(false);
  const calls = waiting;
  waiting = [];
  for (const done of calls) done(signedIn);
}
