/*
 * GB/T 9704-2012: A4, 天头 37 mm, 订口 28 mm, 版心 156 × 225 mm, 22 lines of 28 characters, 3号仿宋 (16 pt), title 2号小标宋 (22 pt), page
 * number 4号半角宋体 (14 pt) between dashes, 7 mm below the text, right on odd and left on even pages. Word counts in twips (1/1440 inch).
 */
const twips = (mm: number) => Math.round((mm / 25.4) * 1440);

export const page = {
  width: twips(210),
  height: twips(297),
  top: twips(37),
  left: twips(28),
  right: twips(210 - 156 - 28),
  bottom: twips(297 - 225 - 37),
  /** The number's lower edge: 7 mm and its own 14 pt below the text. */
  footer: twips(297 - 225 - 37 - 7) - 280,
} as const;

const textWidth = page.width - page.left - page.right;
const textHeight = page.height - page.top - page.bottom;

/** Twips from line to line, rounded down so that the 22nd line still fits. */
export const line = Math.floor(textHeight / 22);

/** 28 characters of 16 pt are wider than 156 mm: what each gives away, in 1/4096 pt as the document grid counts it. */
export const charSpace = Math.floor((textWidth / 28 / 20 - 16) * 4096);

/** Sizes in half points. */
export const size = { body: 32, title: 44, masthead: 84, table: 24, pageNumber: 28 } as const;

/** The fonts by their names in Windows and WPS; they are named, never shipped. */
export const fonts = { body: "仿宋_GB2312", title: "方正小标宋简体", black: "黑体", script: "楷体_GB2312", number: "宋体" } as const;

/** How wide a picture may be, in pixels of 1/96 inch: the width of the text. */
export const widest = Math.floor((textWidth / 1440) * 96);
/** Two lines are left for its description. */
export const highest = Math.floor(((textHeight - 2 * line) / 1440) * 96);
