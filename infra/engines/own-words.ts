import type { Allowed } from "./judge.ts";

/**
 * Words of our own records, or of a library's, that are also names of newer members of the web's interfaces. A script says no
 * types, so the check cannot tell them apart; each entry stands for somebody's having looked.
 */
export const ownWords: Allowed[] = [
  { features: ["api.Blob.bytes"], files: "{embed/detail,staff/*}.js", why: "the size of an attachment in our records" },
  {
    features: ["api.HTMLDialogElement.show"],
    files: "{embed/{both,list},staff/plot}.js",
    why: "our list's own method; a series' setting in uPlot",
  },
  { features: ["api.HTMLGeolocationElement.watch"], files: "staff/*.js", why: "our observable's method" },
  { features: ["api.GamepadButton.touched"], files: "staff/*.js", why: "how many reports were written in" },
  { features: ["api.HTMLImageElement.loading"], files: "staff/*.js", why: "a field of our own loader of records" },
  {
    features: ["javascript.builtins.Iterator.take"],
    files: "staff/*.js",
    why: "our own function for a step that a server takes",
  },
  {
    features: ["api.DataTransfer.addElement", "api.HTMLButtonElement.command", "api.ServiceWorkerRegistration.sync"],
    files: "staff/rich-text.js",
    why: "methods and fields of ProseMirror and tiptap",
  },
  {
    features: [
      "api.HTMLInputElement.alpha",
      "api.HTMLSlotElement.assign",
      "api.SVGMarkerElement.orient",
      "api.ServiceWorkerRegistration.sync",
    ],
    files: "staff/plot.js",
    why: "uPlot's settings and helpers",
  },
  {
    features: ["api.SVGTextPathElement.side"],
    files: "staff/{dist,plot,rich-text}.js",
    why: "sides of decorations, axes and text frames in three libraries",
  },
  { features: ["api.HTMLFencedFrameElement.config"], files: "staff/{dist,papaparse.min,rich-text}.js", why: "settings of three libraries" },
  { features: ["api.Window.orientation"], files: "staff/browser.js", why: "of a sheet of paper in write-excel-file" },
];
