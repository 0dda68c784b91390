import { route } from "../http/route.ts";
import { backupRequest, bundleList, downloadAnswer, run } from "./contract.ts";
import { bundleFor, bundlesOf, downloadOf, removeBundle, requestRun } from "./requests.ts";

export const backupStaffRoutes = [
  route("GET", "/api/staff/backups", { summary: "Stored backups and what goes on", answer: bundleList }, ({ deps }) =>
    bundlesOf(deps, "backup"),
  ),
  route("POST", "/api/staff/backups", { summary: "Ask for a backup", body: backupRequest, answer: run, status: 201 }, (call) =>
    requestRun(call, { what: "backup" }, "backup"),
  ),
  route(
    "POST",
    "/api/staff/backups/:id/check",
    { summary: "Ask for a stored backup to be read back and compared with its sums", body: backupRequest, answer: run, status: 201 },
    async (call) => {
      const { id } = await bundleFor(call.deps, "backup", call.params["id"]);
      return requestRun(call, { what: "check", bundle: id }, `backup#${id}`);
    },
  ),
  route(
    "POST",
    "/api/staff/backups/:id/download",
    {
      summary: "Address under which the zip can be fetched for some minutes; a POST because it is audited",
      body: backupRequest,
      answer: downloadAnswer,
    },
    async (call) => downloadOf(call, await bundleFor(call.deps, "backup", call.params["id"])),
  ),
  route("DELETE", "/api/staff/backups/:id", { summary: "Delete a stored backup" }, async (call) =>
    removeBundle(call, await bundleFor(call.deps, "backup", call.params["id"])),
  ),
];
