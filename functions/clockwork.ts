/** The jobs that the clock runs by itself, with their distance in ms. */
export const clockwork: [job: string, every: number][] = [
  // A server does so before it listens; a cloud function has nobody else to do it.
  ["migrate", 300_000],
  ["publish-due", 15_000],
  ["fold-search", 30_000],
  ["collect-audit", 20_000],
  ["move-categories", 20_000],
  ["make-bundles", 2_000],
  ["recount-feedback", 60_000],
  // The last month's sheet is there in the first minutes of the month, or soon after the server is on again.
  ["make-inspection", 300_000],
  ["carry-over", 60_000],
  ["make-reminders", 60_000],
  ["send-reminders", 30_000],
  ["tell-state", 3_600_000],
];
