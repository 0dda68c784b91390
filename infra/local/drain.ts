import { securityHeaders } from "../../functions/http/headers.ts";

/** How a server takes its leave: it says so for a while, so that a load balancer sends nothing more, and answers all that still comes. */
export interface Drain {
  leaving: () => boolean;
  /** What the health check is told from then on. */
  refusal: () => Response;
  /** Begins, and waits until the time is over. */
  begin: () => Promise<void>;
  /** Ends the waiting. */
  hurry: () => void;
}

export function newDrain(seconds: number): Drain {
  let leaving = false;
  const over = Promise.withResolvers<void>();
  return {
    leaving: () => leaving,
    refusal: () => {
      const headers = { ...securityHeaders, "content-type": "application/json; charset=utf-8", "cache-control": "no-store" };
      return new Response(JSON.stringify({ ok: false, leaving: true }), { status: 503, headers });
    },
    begin: async () => {
      leaving = true;
      const timer = setTimeout(over.resolve, seconds * 1000);
      await over.promise;
      clearTimeout(timer);
    },
    hurry: over.resolve,
  };
}
