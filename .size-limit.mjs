import { readFileSync } from "node:fs";

// What /staff/ fetches before it shows anything: the entry, what it imports at once, its style sheets.
const { script, preload, styles } = JSON.parse(readFileSync("dist/staff/manifest.json", "utf8")).workbench;

export default [
  { name: "loader", path: "dist/embed/gxjt.js", limit: "1 kB", gzip: true },
  { name: "list alone, with loader, Preact and CSS", path: ["dist/embed/gxjt.js", "dist/embed/list-*.js"], limit: "9 kB", gzip: true },
  { name: "form alone, with loader, Preact and CSS", path: ["dist/embed/gxjt.js", "dist/embed/form-*.js"], limit: "9 kB", gzip: true },
  {
    name: "both on one page, with loader, Preact and CSS",
    path: ["dist/embed/gxjt.js", "dist/embed/both-*.js"],
    limit: "13 kB",
    gzip: true,
  },
  { name: "detail, when a material is opened", path: "dist/embed/detail-*.js", limit: "7 kB", gzip: true },
  { name: "more, when 查询 or 答复公开 is opened", path: "dist/embed/more-*.js", limit: "5 kB", gzip: true },
  {
    name: "progress alone, with loader, Preact and CSS",
    path: ["dist/embed/gxjt.js", "dist/embed/progress-*.js"],
    limit: "9 kB",
    gzip: true,
  },
  { name: "admin, the way to the workbench", path: "dist/embed/admin-*.js", limit: "3 kB", gzip: true },
  { name: "style sheet of the plain pages", path: "dist/embed/column-*.css", limit: "3 kB", gzip: true },
  {
    name: "workbench, first load with Preact and CSS",
    path: [script, ...preload, ...styles].map((file) => `dist/staff/${file}`),
    limit: "60 kB",
    gzip: true,
  },
  { name: "the editor's text field, when an editor opens", path: "dist/staff/rich-text-*.js", limit: "160 kB", gzip: true },
  { name: "start of the public function", path: "dist/functions/public/index.mjs", limit: "285 kB", gzip: false, brotli: false },
];
