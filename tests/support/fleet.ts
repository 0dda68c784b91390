import { randomInt } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { type ServerProcess, startServerProcess } from "./server-process.ts";

/** Where all machines say that they are, behind their balancer. */
export const ORIGIN = "https://column.example.gov.cn";

export interface FleetAnswer<T> {
  status: number;
  body: T;
  headers: Headers;
  /** A try before this one was broken off, so it may have been carried out. */
  again: boolean;
}

export interface FleetRequest {
  body?: unknown;
  cookie?: string | undefined;
  /** `Idempotency-Key`. */
  key?: string;
  /** The visitor's address, as the balancer would hand it on. */
  address?: string;
}

const PATIENCE = 60_000;

/** Several machines over one store, and what a balancer does with them: health checks, any machine at random, another one when the line breaks. */
export class Fleet {
  machines: ServerProcess[] = [];
  #all: ServerProcess[] = [];
  /** Requests that were broken off or refused by a machine. */
  broken = 0;

  async add(env: Record<string, string>): Promise<ServerProcess> {
    const machine = await startServerProcess({ PUBLIC_ORIGIN: ORIGIN, TRUSTED_PROXIES: "127.0.0.1", ...env });
    this.machines.push(machine);
    this.#all.push(machine);
    return machine;
  }

  /** Told to stop: the balancer finds out by itself. @returns its exit code */
  async leave(machine: ServerProcess, signal: NodeJS.Signals): Promise<number | null> {
    const code = await machine.stop(signal);
    this.machines = this.machines.filter((other) => other !== machine);
    return code;
  }

  async stop(): Promise<void> {
    await Promise.all(this.#all.map((machine) => machine.stop("SIGKILL")));
  }

  async ask<T = Record<string, unknown>>(method: string, path: string, request: FleetRequest = {}): Promise<FleetAnswer<T>> {
    const end = Date.now() + PATIENCE;
    for (let again = false; ; again = true) {
      const machine = await this.#healthy();
      try {
        const answer = await send(machine, method, path, request);
        const text = await answer.text();
        if (answer.status !== 503)
          return { status: answer.status, body: (text === "" ? {} : JSON.parse(text)) as T, headers: answer.headers, again };
        if (Date.now() > end) throw new Error(`${path}: ${text}`);
      } catch (error) {
        if (Date.now() > end || error instanceof SyntaxError) throw error;
      }
      this.broken += 1;
    }
  }

  async signIn(login: string, password: string): Promise<string> {
    const answer = await this.ask("POST", "/api/staff/session", { body: { login, password } });
    if (answer.status !== 201) throw new Error(`${login}: ${answer.status}`);
    return answer.headers.get("set-cookie")!.split(";")[0]!;
  }

  async #healthy(): Promise<ServerProcess> {
    for (;;) {
      const machine = this.machines[randomInt(this.machines.length)]!;
      const status = await fetch(`${machine.url}/healthz`).then(
        (answer) => answer.status,
        () => 0,
      );
      if (status === 200) return machine;
      await sleep(20);
    }
  }
}

function send(machine: ServerProcess, method: string, path: string, { body, cookie, key, address }: FleetRequest): Promise<Response> {
  const headers: Record<string, string> = { "user-agent": "fleet", "x-forwarded-for": address ?? "203.0.113.9" };
  if (method !== "GET") headers["origin"] = ORIGIN;
  if (body !== undefined) headers["content-type"] = "application/json";
  if (cookie) headers["cookie"] = cookie;
  if (key) headers["idempotency-key"] = key;
  return fetch(machine.url + path, { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
}
