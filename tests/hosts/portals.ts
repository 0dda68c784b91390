import { type Host, META, pageOf, UTF8 } from "./host.ts";

/** Five portals as one meets them: the conditions of their kind together. */

const scripts = (...files: string[]): string =>
  files.map((file) => `<script type="text/javascript" language="javascript" src="/js/${file}"></script>`).join("\n");

/** TRS WCM: the article's text in `.TRS_Editor`, jQuery of 2016, everything grey on a day of mourning. */
const trs: Host = {
  name: "a TRS portal on a day of mourning",
  path: "/art/2026/11/20/art_1234_56789.html",
  type: "text/html; charset=utf-8",
  grey: true,
  html: pageOf({
    doctype: '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">',
    meta: `${UTF8}<meta http-equiv="X-UA-Compatible" content="IE=edge"><meta name="SiteName" content="某市党建网"><meta name="ColumnName" content="干训讲堂">`,
    head: `${scripts("jquery-1.12.4.js")}
<style type="text/css">html{filter:grayscale(1);-webkit-filter:grayscale(100%);font-size:62.5%}*{margin:0;padding:0}
.TRS_Editor P,.TRS_Editor DIV,.TRS_Editor SPAN,.TRS_Editor A,.TRS_Editor TD{font-family:宋体!important;font-size:12pt!important;line-height:2!important}
img{border:0;max-width:100%!important;height:auto!important}div:empty{display:none}</style>
<script type="text/javascript">jQuery(function($){$(".TRS_Editor p").css("text-indent","2em");$("a[href^='#']").attr("title","本站")});</script>`,
    wrap: (inner) =>
      `<div class="zoom_content"><div class="TRS_Editor"><div class="TRS_Editor"><p align="justify">&nbsp;</p>${inner}</div></div></div>`,
  }),
};

/** DedeCMS: GBK bytes, no charset header, MooTools for its sliding menu, float for everything. */
const dede: Host = {
  name: "a DedeCMS portal in GBK",
  path: "/plus/list.php",
  encoding: "gbk",

  html: pageOf({
    doctype: '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">',
    meta: '<meta http-equiv="Content-Type" content="text/html; charset=gbk" /><meta name="generator" content="DedeCMS">',
    head: `${scripts("mootools-1.2.js")}
<style>body,div,dl,dt,dd,ul,ol,li,h1,h2,h3,form,input,p{margin:0;padding:0;float:left;width:100%}ul,li{list-style:square inside!important}
input,textarea,select{border:1px solid #ccc!important;height:18px!important;font:12px 宋体!important}.body{zoom:1;overflow:hidden}</style>
<script language="javascript">window.addEvent("domready",function(){$$("ul.news li").each(function(li){li.addClass("on")});});</script>`,
    wrap: (inner) =>
      `<div class="place"><strong>当前位置:</strong> <a href="/">主页</a>></div><div class="body"><div class="content"><table width="100%"><tr><td>${inner}</td></tr></table></div></div>`,
  }),
};

/** A frameset of 2001 over plain HTTP: menu on the left, Prototype in the main frame, no doctype anywhere. */
const frames: Host = {
  name: "a portal of frames",
  encoding: "gbk",
  frame: 1,
  html: ({ query }) => `<html><head>${META}<title>某市党建网</title></head>
<frameset cols="150,*" frameborder="no" border="0" framespacing="0"><frame src="/left.htm${query}" name="left" scrolling="no" noresize><frame src="/right.htm${query}" name="right"><noframes><body>您的浏览器不支持框架</body></noframes></frameset></html>`,
  parts: {
    "left.htm": () =>
      `<html><head>${META}</head><body bgcolor="#cc0000" text="white"><a href="#" target="right">首页</a><br><a href="#" target="right">干训讲堂</a></body></html>`,
    "right.htm": pageOf({
      doctype: "",
      meta: META,
      head: scripts("prototype-1.6.0.3.js"),
      body: 'bgcolor="#ffffee" text="#000080" link="#cc0000" topmargin="0"',
      wrap: (inner) => `<base target="right"><font face="楷体_GB2312" size="5" color="green"><center>${inner}</center></font>`,
    }),
  },
};

/** Tables in tables, jQuery 1.4, IE=EmulateIE7, our lines written by document.write from the template's script. */
const tables: Host = {
  name: "a table page with jQuery 1.4 and IE=EmulateIE7",
  encoding: "gbk",
  type: "text/html; charset=gb2312",
  html: (ours) => {
    const written = (tag: string) => ours.lines(`<script>document.write('${tag}');</script>`);
    return pageOf({
      doctype: '<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01 Transitional//EN">',
      meta: `${META}<meta http-equiv="X-UA-Compatible" content="IE=EmulateIE7">`,
      head: `${scripts("jquery-1.4.2.js", "require-2.1.22.js")}
<style type="text/css">td,th,input,select,textarea,p,li,a{font-size:12px!important;color:#666!important;line-height:150%!important}table{border-collapse:collapse;table-layout:fixed}
td{word-break:break-all;text-align:center}a:link,a:visited{text-decoration:underline!important}h2,h3{font-size:14px!important;margin:0 0 10px!important}</style>
<script>$(document).ready(function(){$("table tr:odd").css("background","#f7f7f7");$("a").each(function(){this.onfocus=function(){this.blur()}})});</script>`,
      // Columns that make up the width, or the letters would stand between two points.
      wrap: (inner) =>
        `<center><table width="1000" cellspacing="0"><tr><td width="180" valign="top">导航</td><td width="820" valign="top"><table width="100%"><tr><td>${inner}</td></tr></table></td></tr></table></center>`,
    })({
      ...ours,
      script: ours.script + ours.script,
      list: written('<gxjt-materials limit="3"></gxjt-materials>'),
      form: written("<gxjt-feedback></gxjt-feedback>"),
    });
  },
};

/** A portal of this year: HTTPS, a strict policy, Trusted Types, a reset and a grid. */
const modern: Host = {
  name: "a modern portal with a strict policy and Trusted Types",
  scheme: "https",
  path: "/columns/ganxun/",
  type: "text/html; charset=utf-8",
  policy: (column) =>
    `default-src 'none'; script-src 'self' ${column}; style-src 'self'; connect-src ${column}; img-src 'self'; base-uri 'none'; form-action 'self'; require-trusted-types-for 'script'; trusted-types gxjt`,
  html: pageOf({
    meta: `${UTF8}<meta name="viewport" content="width=device-width, initial-scale=1">`,
    wrap: (inner) => `<main class="grid"><article>${inner}</article></main>`,
  }),
};

export const portals: Host[] = [trs, dede, frames, tables, modern];
