/** `npm run data-map`: prints every question of the data map with its cost in DynamoDB units. */
import { dataMapCosts } from "../functions/tables.ts";

const rows = dataMapCosts().map(({ table, asks, by, units }) => [table, asks, by, ...units.map((unit) => unit.toLocaleString("en"))]);
process.stdout.write("| table | question | key or index | 100 | 10,000 | 1,000,000 |\n|---|---|---|---:|---:|---:|\n");
for (const row of rows) process.stdout.write(`| ${row.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |\n`);
