import { type Host, META, pageOf, UTF8 } from "./host.ts";

/** Everything that ../shared/domain.md's list of host pages names, each on its own. */

const TRANSITIONAL = '<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01 Transitional//EN">';
const library = (...files: string[]): string => files.map((file) => `<script type="text/javascript" src="/js/${file}"></script>`).join("");
const inline = (code: string): string => `<script type="text/javascript">${code}</script>`;
const style = (css: string): string => `<style type="text/css">${css}</style>`;

/** Rules of a kind that is found on real portals, each meant for the portal's own pages and written for everything. */
const loudCss = {
  "*{float:left}": "*{float:left}",
  "table,td,input{…!important}":
    "table,td,th,input,select,textarea,button,form,fieldset,legend,label,ul,li,h2,h3,p,a,article,section{font:9px/1 serif!important;color:#f0f!important;border:3px solid lime!important;padding:9px!important;margin:9px!important;width:33%!important;background:#ff0!important}",
  "*{…!important}":
    "*{letter-spacing:3px!important;text-indent:2em!important;line-height:9px!important;text-align:center!important;box-sizing:content-box!important;word-break:break-all!important;visibility:visible!important;direction:rtl!important;writing-mode:horizontal-tb!important;text-transform:uppercase!important}",
  "div:empty{display:none}": "div:empty,span:empty,:empty{display:none!important}",
  "html{font-size:62.5%}": "html{font-size:62.5%}body{font-size:1.2rem}",
  "gxjt-materials{…!important}":
    "gxjt-materials,gxjt-feedback,:not(:defined){display:none!important;float:left!important;font-size:40px!important;color:lime!important;opacity:.1!important;transform:rotate(3deg)!important;position:absolute!important;max-height:20px!important;overflow:hidden!important}",
  "*{transition}, *{animation}, user-select":
    "*{transition:all 9s;user-select:none;pointer-events:auto}body{cursor:wait}::selection{background:lime}",
};

const trsEditor = (inner: string): string => `<div class="TRS_Editor"><div class="Custom_UnionStyle">${inner}</div></div>`;

const strict = (column: string): string =>
  `default-src 'none'; script-src 'self' ${column}; style-src 'self'; connect-src ${column}; img-src 'self'; report-uri /refused`;

export const conditions: Host[] = [
  { once: true, name: "GBK bytes and a meta, no charset header", html: pageOf({ doctype: TRANSITIONAL, meta: META }), encoding: "gbk" },
  { name: "GBK bytes and a charset header, no meta", html: pageOf({ meta: "" }), encoding: "gbk", type: "text/html; charset=GBK" },
  {
    once: true,
    name: "a gb2312 header, GBK letters beyond it",
    html: pageOf({ meta: "" }),
    encoding: "gbk",
    type: "text/html; charset=gb2312",
  },
  { name: "no word about the charset at all", html: pageOf({ meta: "" }), encoding: "gbk" },
  { once: true, name: "a UTF-8 page whose header says GBK", html: pageOf(), type: "text/html; charset=GBK" },
  {
    name: "quirks mode, the widgets in a table of tables",
    html: pageOf({
      doctype: "",
      wrap: (inner) =>
        `<center><table width="1000" border="0" cellspacing="2"><tr><td valign="top" align="center" nowrap><table><tr><td>${inner}</td></tr></table></td><td width="180">侧栏</td></tr></table></center>`,
    }),
  },
  {
    name: "IE=EmulateIE7",
    html: pageOf({ doctype: TRANSITIONAL, meta: `${UTF8}<meta http-equiv="X-UA-Compatible" content="IE=EmulateIE7">` }),
  },
  { name: "jQuery 1.4.2", html: pageOf({ head: library("jquery-1.4.2.js") }) },
  {
    name: "two jQueries that fight for $",
    html: pageOf({ head: library("jquery-1.2.6.js", "jquery-1.12.4.js") + inline("var $j=jQuery.noConflict();") }),
  },
  { name: "Prototype 1.6 with its own Array#toJSON", html: pageOf({ head: library("prototype-1.6.0.3.js") }) },
  {
    name: "Prototype and jQuery together",
    html: pageOf({ head: library("jquery-1.4.2.js") + inline("jQuery.noConflict();") + library("prototype-1.6.0.3.js") }),
  },
  { name: "MooTools natives", html: pageOf({ head: library("mootools-1.2.js") }) },
  { once: true, name: "Dojo of 2008", html: pageOf({ head: library("dojo-1.2.js") }) },
  { name: "RequireJS with define.amd", html: pageOf({ head: library("require-2.1.22.js") }) },
  ...Object.entries(loudCss).map(([name, css]): Host => ({ name, once: true, html: pageOf({ head: style(css) }) })),
  {
    name: ".TRS_Editor p{12pt}",
    html: pageOf({
      head: style(
        ".TRS_Editor P,.TRS_Editor DIV,.TRS_Editor TD,.TRS_Editor A,.TRS_Editor LI{line-height:2.5!important;font-family:楷体;font-size:12pt!important;color:navy;text-indent:2em}",
      ),
      wrap: trsEditor,
    }),
  },
  {
    name: "html{filter:grayscale(1)}",
    html: pageOf({ head: style("html{filter:grayscale(1);-webkit-filter:grayscale(100%)}") }),
    grey: true,
  },
  {
    name: "no document.currentScript",
    html: pageOf({ head: inline('Object.defineProperty(document,"currentScript",{get:function(){return null}})') }),
  },
  { name: "a strict content policy", html: pageOf(), policy: strict },
  {
    name: "a strict content policy with Trusted Types, over HTTPS",
    html: pageOf(),
    policy: (column) => `${strict(column)}; require-trusted-types-for 'script'; trusted-types gxjt`,
    scheme: "https",
  },
  { once: true, name: "HTTPS", html: pageOf(), scheme: "https" },
  { once: true, name: "under a path, with a hash of its own", html: pageOf(), path: "/zzb/2026/11/content.html", hash: "#/news/7" },
  {
    name: "<base href> and a base target",
    html: pageOf({ wrap: (inner) => `<base href="http://other.invalid/deep/" target="_blank">${inner}` }),
  },
  {
    name: "a frameset",
    html: ({ query }) =>
      `<html><head><title>某市党建网</title></head><frameset rows="60,*" border="0"><frame src="/top.html${query}" name="top"><frame src="/main.html${query}" name="main"></frameset></html>`,
    parts: { "top.html": () => "<body>网站标题</body>", "main.html": pageOf({ doctype: "" }) },
    frame: 1,
  },
  { name: "a column of 200 px", html: pageOf({ body: 'class="narrow"' }), width: 200 },
  {
    name: "storage that throws",
    html: pageOf({
      head: inline(
        'for(var n in {localStorage:1,sessionStorage:1})Object.defineProperty(window,n,{get:function(){throw new DOMException("denied","SecurityError")}})',
      ),
    }),
  },
  { once: true, name: "the script twice", html: (ours) => pageOf()({ ...ours, script: ours.script + ours.script }) },
  {
    name: "document.write of our lines",
    html: (ours) => {
      const script = `<script src="${ours.column}/embed/gxjt.js" async></script>`;
      const written = (tag: string, more = "") =>
        ours.lines(inline(`document.write(${JSON.stringify(more + tag).replaceAll("</", "<\\/")});`));
      return pageOf()({
        ...ours,
        script: "",
        list: written('<gxjt-materials limit="3"></gxjt-materials>', script),
        form: written("<gxjt-feedback></gxjt-feedback>"),
      });
    },
  },
];
