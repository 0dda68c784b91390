/** What a portal pastes, or nothing in its place for the picture of the page without us. */
export interface Ours {
  /** Origin of the column. */
  column: string;
  script: string;
  list: string;
  form: string;
  /** What makes the address of a part of this page: `?…`. */
  query: string;
  /** Any other lines of ours. */
  lines: (text: string) => string;
}

/** A page into which the widgets are pasted, and how its server sends it. */
export interface Host {
  name: string;
  html: (ours: Ours) => string;
  /** Further pages beside it, such as the parts of a frameset. */
  parts?: Record<string, (ours: Ours) => string>;
  /** In which frame of the window the widgets are. */
  frame?: number;
  encoding?: "gbk";
  /** Content-Type; without a charset unless one stands here. */
  type?: string;
  policy?: (column: string) => string;
  scheme?: "https";
  path?: string;
  hash?: string;
  /** Width of the column that the widgets stand in, in px. */
  width?: 200;
  /** The engines see the same in this one; looked at in Chromium alone. */
  once?: true;
  /** The page takes the colours out of everything. */
  grey?: true;
}

export const META = '<meta http-equiv="Content-Type" content="text/html; charset=gb2312">';
export const UTF8 = '<meta charset="utf-8">';

/** Something of everything that an old page has, so that there is something to be spoilt. */
const furniture = `<div class="furniture"><table width="100%" border="1" cellpadding="3" class="nav"><tr><td><a href="#a">首页</a></td><td width="30%"><font color="red">公告</font></td></tr></table>
<ul class="news"><li><a href="#b">全市基层党建工作推进会召开</a></li><li>第三期村干部培训班开班</li></ul>
<form action="/search"><input type="text" name="q" size="12"><select name="s"><option>标题</option></select><textarea rows="2"></textarea><button type="button">搜索</button></form>
<h2>组工动态</h2><p class="text">正文<b>加粗</b><span> 文字</span></p><div class="blank"></div></div>`;

export interface Parts {
  doctype?: string;
  meta?: string;
  head?: string;
  /** Attributes of the body. */
  body?: string;
  /** Around the widgets. */
  wrap?: (column: string) => string;
}

/** A page of the usual make: our script in the head, the widgets in a box of a fixed width. */
export function pageOf({ doctype = "<!DOCTYPE html>", meta = UTF8, head = "", body = "", wrap = (inner) => inner }: Parts = {}) {
  return (ours: Ours): string => `${doctype}<html><head>${meta}<title>某市党建网</title>
<link rel="stylesheet" type="text/css" href="/own.css">${head}<script src="/own.js"></script>${ours.script}</head>
<body ${body}>${furniture}${wrap(box(ours.list) + box(ours.form))}<p>页脚</p></body></html>`;
}

/** The same width for the widgets wherever they stand, or they could not be compared with those of another page. */
export const box = (inner: string): string => `<div class="gxjt-box">${inner}</div>`;
