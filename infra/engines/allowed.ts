import type { Allowed } from "./judge.ts";

/**
 * What the promised engines lack and the built files use all the same, and why nothing is lost by it. An entry that meets nothing is an error.
 * The workbench's own files are not told apart: how they are put together into chunks changes with an import.
 */
export const allowed: Allowed[] = [
  // Asked for before it is used.
  {
    features: ["api.CSSStyleSheet.CSSStyleSheet", "api.CSSStyleSheet.replaceSync", "api.Document.adoptedStyleSheets"],
    files: "embed/{admin,both,detail,form,list,more,progress}.js",
    why: "tried; where it fails, a style element holds the same sheet, and a material is printed with its page",
  },
  {
    features: ["html.elements.dialog", "api.HTMLDialogElement.showModal"],
    files: "staff/*.js",
    why: "without showModal the dialog is shown by its attribute, placed by its style, and not modal",
  },
  {
    features: ["api.Navigator.locks"],
    files: "staff/*.js",
    why: "asked for; without it two open pages may send at once, and the server takes one by its key",
  },
  {
    features: ["api.Window.visualViewport"],
    files: "staff/*.js",
    why: "asked for; only fits the page to an on-screen keyboard",
  },
  { features: ["api.Document.moveBefore"], files: "staff/*.js", why: "Preact asks for it and inserts where it is missing" },
  {
    features: ["api.URL.canParse_static"],
    files: "staff/dist.js",
    why: "valibot asks for it and tries the constructor where it is missing",
  },
  {
    features: ["javascript.builtins.Error.captureStackTrace"],
    files: "staff/*.js",
    why: "fflate asks for it; only for reading a stack",
  },
  { features: ["api.Window.setImmediate"], files: "staff/parseSheet.js", why: "asked for by its type; setTimeout stands in" },
  {
    features: [
      "api.Document.caretPositionFromPoint",
      "api.Document.caretRangeFromPoint",
      "api.Selection.getComposedRanges",
      "api.trustedTypes",
      "css.properties.overflow-anchor",
    ],
    files: "staff/rich-text.js",
    why: "ProseMirror asks for each and has another way",
  },
  {
    features: ["javascript.builtins.Array.at", "javascript.builtins.Array.findLast", "javascript.builtins.Object.hasOwn"],
    files: "staff/rich-text.js",
    why: "tiptap takes them for granted; widgets/staff/editor/older-browsers.ts lends them before it runs",
  },
  {
    features: ["api.DataTransfer.DataTransfer"],
    files: "staff/rich-text.js",
    why: "tiptap makes one for text that is inserted under paste rules, which our editor never asks for",
  },

  // Missing, it leaves something out that nobody needs to read, write or find the way.
  {
    features: ["api.HTMLElement.focus.options_preventScroll_parameter"],
    files: "{embed/{both,detail,list},staff/rich-text}.js",
    why: "the page scrolls to what gets the focus, and it has been scrolled there already",
  },
  { features: ["html.elements.img.loading"], files: "staff/*.js", why: "pictures are fetched at once" },
  {
    features: ["html.global_attributes.autocapitalize"],
    files: "embed/more.js",
    why: "a phone's keyboard begins with small letters; codes are read in either",
  },
  {
    features: ["html.global_attributes.nonce"],
    files: "staff/*.js",
    why: "as an attribute Safari 14 reads it all the same; only hiding it from scripts is newer, and our policy uses none",
  },
  {
    features: ["api.Element.touchstart_event", "api.Element.touchmove_event"],
    files: "staff/rich-text.js",
    why: "tiptap's for touch, beside the same for the mouse",
  },
  {
    features: ["css.selectors.focus-visible"],
    files: "**",
    why: "the rule is dropped, and the engine's own ring around what has the focus stays",
  },
  { features: ["css.selectors.backdrop"], files: "staff/*.css", why: "belongs to a modal dialog, which comes with it" },
  {
    features: ["css.selectors.-webkit-details-marker"],
    files: "staff/*.css",
    why: "alone in its rule; others have no such triangle there",
  },
  {
    features: ["css.selectors.selection"],
    files: "staff/rich-text.js",
    why: "tiptap's rule for Firefox by its prefix, alone in its rule, beside the one for all",
  },
  { features: ["css.properties.accent-color"], files: "**", why: "tick boxes and bars keep the engine's own colour" },
  {
    features: ["css.properties.color-scheme"],
    files: "embed/*",
    why: "on a dark page fields and scroll bars keep light inner parts; their colours are ours and stay readable",
  },
  {
    features: ["css.properties.scroll-margin-bottom"],
    files: "embed/*",
    why: "what a key leads to may stand at the very edge of the window",
  },
  {
    features: ["css.at-rules.media.forced-colors", "css.properties.forced-color-adjust"],
    files: "**",
    why: "for the high contrast of Windows, where Safari does not run; Firefox 90 draws the mark in the system's colours",
  },
  { features: ["css.properties.font-family.system-ui"], files: "staff/plot.css", why: "uPlot names four more fonts behind it" },
  {
    features: ["css.properties.text-emphasis-position.under"],
    files: "packages/style.css",
    why: "stands with `right`, as Firefox has it from 46 on",
  },

  // On paper alone.
  {
    features: ["css.at-rules.page", "css.properties.page"],
    files: "{embed,staff,packages}/*.css",
    why: "the print window's own size and margins hold; the text is the same",
  },
  {
    features: ["css.at-rules.page.at_bottom-left", "css.at-rules.page.at_bottom-right"],
    files: "staff/*.css",
    why: "the 专刊 has no page numbers when printed; the Word file has them",
  },
  {
    features: ["css.properties.orphans", "css.properties.widows", "css.properties.break-after.avoid"],
    files: "{embed,staff,packages}/*",
    why: "a heading may stand at the foot of a page, a line alone",
  },
];
