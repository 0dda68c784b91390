import fc from "fast-check";
import iconv from "iconv-lite";
import { describe, expect, test } from "vitest";
import writeExcel from "write-excel-file/node";
import { safeCell } from "../../functions/platform/cells.ts";
import { matchColumns } from "../../widgets/staff/people/match-columns.ts";
import { decodeCsv, readTableFile } from "../../widgets/staff/people/table-file.ts";

const rows = [
  ["姓名", "用户名", "角色"],
  ["𠮷野", "ji", "部内干部"],
  ["䶮㛃", "yan", "部内干部、编辑(审核)"],
  ["带“引号”，和逗号,的", "007", "部领导"],
];
const quoted = (cell: string) => (/[",\r\n]/.test(cell) ? `"${cell.replace(/"/g, '""')}"` : cell);
const csvOf = (table: string[][]) => table.map((row) => row.map(quoted).join(",")).join("\r\n");
const blob = (bytes: Uint8Array) => new Blob([bytes as Uint8Array<ArrayBuffer>]);
const excelOf = async (table: string[][]) =>
  new Uint8Array(
    await writeExcel([
      { data: table.map((row) => row.map((value) => ({ value: safeCell(value), type: String }))), sheet: "名单" },
    ]).toBuffer(),
  );

describe("a table comes in as it is", () => {
  test.each([
    ["UTF-8", (text: string) => Buffer.from(text)],
    ["UTF-8 with a mark", (text: string) => Buffer.from(`\ufeff${text}`)],
    ["GB 18030", (text: string) => iconv.encode(text, "gb18030")],
    ["UTF-16 with a mark", (text: string) => Buffer.from(`\ufeff${text}`, "utf16le")],
  ])("from CSV in %s", async (_, encode) => {
    expect(await readTableFile("名单.csv", blob(encode(csvOf(rows))))).toEqual(rows);
  });

  test("from Excel, quoted formulas unquoted, numbers as they are written", async () => {
    const table = [...rows, ["=1+1", "+86", "'x"], ["", "@a", ""]];
    expect(await readTableFile("名单.xlsx", blob(await excelOf(table)))).toEqual(table);
    const numbers = await writeExcel([
      {
        sheet: "一",
        data: [
          [
            { value: 12, type: Number },
            { value: true, type: Boolean },
          ],
        ],
      },
    ]).toBuffer();
    expect(await readTableFile("x.xlsx", blob(new Uint8Array(numbers)))).toEqual([["12", "是"]]);
  });

  test("whatever Chinese stands in a GBK file, it is not taken for UTF-8", () => {
    const han = fc.stringMatching(/^[\u4e00-\u9fa5]{2,20}$/);
    fc.assert(
      fc.property(fc.array(han, { minLength: 3, maxLength: 20 }), (names) => {
        const text = ["姓名,用户名", ...names].join("\r\n");
        expect(decodeCsv(iconv.encode(text, "gbk"))).toBe(text);
        expect(decodeCsv(Buffer.from(text))).toBe(text);
      }),
    );
  });

  test("what cannot be read says why", async () => {
    const read = (name: string, bytes: Uint8Array) => readTableFile(name, blob(bytes)).catch((error: Error) => error.message);
    expect(await read("a.xls", Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0))).toBe("old-excel");
    expect(await read("a.xlsx", Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0))).toBe("damaged");
    expect(await read("a.xlsx", Uint8Array.of(0x50, 0x4b, 3, 4, 5, 6))).toBe("damaged");
    expect(await read("a.pdf", Buffer.from("%PDF-1.7"))).toBe("kind");
    expect(await read("a.csv", new Uint8Array(5_000_001))).toBe("too-large");
  });
});

describe("columns", () => {
  const columns = [
    { field: "name", headings: ["姓名", "名字"], needed: true },
    { field: "login", headings: ["用户名", "账号"], needed: true },
    { field: "office", headings: ["组室", "科室"] },
  ] as const;

  test("are found by their headings and what else people call them, in any order, below a title", () => {
    const table = [
      ["某某镇干部名单"],
      ["序号", " 账号*", "姓 名", "科室（全称）", "备注"],
      ["1", "ji", "𠮷野", "组织科", "x"],
      ["合计：1 人"],
    ];
    expect(matchColumns(table, columns)).toEqual({
      rows: [{ name: "𠮷野", login: "ji", office: "组织科" }],
      ignored: ["序号", "备注"],
      missing: [],
    });
  });

  test("that are needed and not there are named", () => {
    expect(
      matchColumns(
        [
          ["姓名", "组室"],
          ["王", ""],
        ],
        columns,
      ),
    ).toMatchObject({ rows: [], missing: ["用户名"] });
    expect(matchColumns([["王", "wang"]], columns)).toMatchObject({ missing: ["姓名", "用户名"] });
    expect(matchColumns([], columns)).toMatchObject({ rows: [], missing: ["姓名", "用户名"] });
  });
});
