import { archiveRequest, backupRequest, bundleList, downloadAnswer, run } from "../backup/contract.ts";
import { bundleFor, bundlesOf, downloadOf, removeBundle, requestRun } from "../backup/requests.ts";
import { route } from "../http/route.ts";

export const archiveStaffRoutes = [
  route("GET", "/api/staff/archives", { summary: "Stored yearly archives and what goes on", answer: bundleList }, ({ deps }) =>
    bundlesOf(deps, "archive"),
  ),
  route(
    "POST",
    "/api/staff/archives",
    { summary: "Ask for the archive of a year", body: archiveRequest, answer: run, status: 201 },
    async (call) => requestRun(call, { what: "archive", year: call.body.year }, `archive#${call.body.year}`),
  ),
  route(
    "POST",
    "/api/staff/archives/:id/download",
    {
      summary: "Address under which the zip can be fetched for some minutes; a POST because it is audited",
      body: backupRequest,
      answer: downloadAnswer,
    },
    async (call) => downloadOf(call, await bundleFor(call.deps, "archive", call.params["id"])),
  ),
  route("DELETE", "/api/staff/archives/:id", { summary: "Delete a stored archive" }, async (call) =>
    removeBundle(call, await bundleFor(call.deps, "archive", call.params["id"])),
  ),
];
