/** One style for screen and A4 paper, with the fonts of GB/T 9704 where the machine has them. */
export const packageStyle = `
html{font-size:16px}
body{max-width:46em;margin:0 auto;padding:1.5em 1.25em 4em;color:#1f2328;background:#fff;font-family:"Noto Sans CJK SC","Source Han Sans SC","PingFang SC","Microsoft YaHei",sans-serif;line-height:1.8;word-break:break-word}
h1{font-size:1.6em;line-height:1.4;margin:.6em 0 .4em}
h2{font-size:1.2em;margin:1.6em 0 .5em}
h3,h4{font-size:1.05em;margin:1.3em 0 .4em}
a{color:#a61b1b}
em{font-style:normal;-webkit-text-emphasis:dot;text-emphasis:dot;-webkit-text-emphasis-position:under;text-emphasis-position:under right}
.meta,.note,.back{color:#57606a;font-size:.9em}
.body p{text-indent:2em;margin:.6em 0}
.body li p,.body td p,.body th p,.body figure p{text-indent:0;margin:0}
.body img{max-width:100%;height:auto}
.body figure{margin:1em 0;text-align:center}
table{border-collapse:collapse;width:100%;margin:1em 0}
th,td{border:1px solid #8c959f;padding:.35em .5em;text-align:left;vertical-align:top}
blockquote{margin:1em 0;padding:.2em 1em;border-left:3px solid #d0d7de}
.contents{padding-left:1.6em}
.contents>li{margin:.7em 0}
.contents .meta{display:block}
.tools{list-style:none;padding:0;display:flex;flex-wrap:wrap}
.tools li{margin:0 .75em .75em 0}
.tools a{display:block;padding:.5em 1.2em;border:1px solid #a61b1b;border-radius:4px;text-decoration:none}
.lines i{display:block;height:2.2em;border-bottom:1px solid #8c959f}
.sheet h1{text-align:center;letter-spacing:.1em}
.sheet .head{display:grid;grid-template-columns:3fr 2fr;gap:.2em 1.5em;margin:0 0 .6em}
.sheet .head span{display:flex;white-space:nowrap}
.sheet .head span::after{content:"";flex:1;border-bottom:1px solid #1f2328;margin-left:.3em}
.sheet table{table-layout:fixed;margin:0 1px;width:calc(100% - 2px)}
.sheet th,.sheet td{text-align:center;height:1.75em;padding:0 .3em;vertical-align:middle;border-color:#1f2328}
.sheet .n{width:7%}.sheet .name{width:15%}.sheet .unit{width:28%}.sheet .post{width:18%}.sheet .sign{width:18%}.sheet .remark{width:14%}
@media print{
@page{size:A4;margin:18mm}
html{font-size:12pt}
body{max-width:none;padding:0;font-family:"FangSong","仿宋","STFangsong","Noto Serif CJK SC",serif}
.back,.screen{display:none}
a{color:inherit;text-decoration:none}
h1,h2,h3,h4{break-after:avoid;font-family:"SimHei","黑体","Noto Sans CJK SC",sans-serif}
tr,img,figure,.question{break-inside:avoid}
.sheet h1{font-size:18pt;margin:0 0 4mm}
.sheet .head{margin-bottom:3mm;line-height:1.6}
.sheet th,.sheet td{height:6.6mm;line-height:1.1;font-size:11pt}
}`;
