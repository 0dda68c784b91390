/** The floor: a bare Hono server that answers given bytes from memory. Run as `node bare-server.ts <file with a JSON list of bodies>`. */
import { readFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { serve } from "@hono/node-server";
import { Hono } from "hono";

const bodies = JSON.parse(readFileSync(process.argv[2]!, "utf8")) as string[];
const app = new Hono();
for (const [place, body] of bodies.entries())
  app.get(`/${place}`, (c) => c.body(body, 200, { "content-type": "application/json; charset=utf-8" }));
app.post("/echo", async (c) => {
  await c.req.json();
  return c.body(bodies[0]!, 201, { "content-type": "application/json; charset=utf-8" });
});
const server = serve({ fetch: app.fetch, port: 0, hostname: "127.0.0.1" }, (info: AddressInfo) =>
  process.stdout.write(`ready http://127.0.0.1:${info.port}/\n`),
);
process.on("SIGTERM", () => server.close(() => process.exit(0)));
