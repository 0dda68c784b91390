/** Scripts and styles that every host page of the tests has. */

/** Counts what happens to the page, in a way that the oldest libraries and the strictest policies allow. */
export const ownScript = `
var hostLog = { ready: 0, load: 0, errors: [], hash: 0, messages: 0 };
window.onerror = function (text) { hostLog.errors.push(String(text)); };
document.addEventListener("DOMContentLoaded", function () { hostLog.ready++; }, false);
window.addEventListener("load", function () { hostLog.load++; }, false);
window.addEventListener("message", function () { hostLog.messages++; }, false);
if (window.jQuery) jQuery(function ($) { hostLog.jquery = $.fn.jquery + typeof window.$; $("ul.news").addClass("dressed"); });
if (window.Prototype) document.observe("dom:loaded", function () { hostLog.prototype = Prototype.Version + $$("ul.news li").length; });
if (window.MooTools) window.addEvent("domready", function () { hostLog.mootools = MooTools.version + $$("ul.news li").length; });
if (window.dojo) dojo.addOnLoad(function () { hostLog.dojo = dojo.version.toString(); });
if (typeof require == "function" && window.define) {
  define("host/part", [], function () { return 7; });
  require(["host/part"], function (part) { hostLog.amd = part; });
}
`;

/**
 * WebKit's driver runs scripts in the page and needs its JSON, in whose place MooTools 1.2 puts a hash of its own. The driver gets the
 * two functions back, out of sight for whoever lists them, and only once the page is there: our bundle has by then found its own way.
 */
export const lendJson = `
if (!JSON.parse) window.addEventListener("load", function () {
  var frame = document.documentElement.appendChild(document.createElement("iframe"));
  var real = frame.contentWindow.JSON;
  document.documentElement.removeChild(frame);
  Object.defineProperty(JSON, "parse", { value: real.parse });
  Object.defineProperty(JSON, "stringify", { value: real.stringify });
}, false);
`;

export const ownCss = `
body { margin: 8px; font: 12px/1.2 serif; color: #333; background: #fff }
a { color: #004276 }
.news li { padding: 2px }
div.gxjt-box.gxjt-box.gxjt-box { display: block !important; float: none !important; clear: both !important; width: 700px !important; height: auto !important; margin: 0 !important; padding: 0 !important; border: 0 !important }
main.grid { display: grid; grid-template-columns: minmax(0, 1fr) }
/* Whole points, or the letters below are drawn between them in one mode and not in the other. */
div.furniture { height: 280px; overflow: hidden }
.narrow div.gxjt-box.gxjt-box.gxjt-box { width: 200px !important }
`;
