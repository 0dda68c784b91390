import { expect, test } from "vitest";
import { officialYears } from "../../functions/calendar/official.ts";
import { faultsOf } from "../../functions/calendar/rules.ts";
import { parseNotice } from "../../widgets/staff/settings/parse-notice.ts";

// The form of the notices of 国务院办公厅, as the web shows them.
const of2026 = `国务院办公厅关于2026年
部分节假日安排的通知
国办发明电〔2025〕7号
各省、自治区、直辖市人民政府，国务院各部委、各直属机构：
经国务院批准，现将2026年元旦、春节、清明节、劳动节、端午节、中秋节和国庆节放假调休日期的具体安排通知如下。
一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。
二、春节：2月15日（农历腊月二十八、周日）至23日（农历正月初七、周一）放假调休，共9天。2月14日（周六）、2月28日（周六）上班。
三、清明节：4月4日（周六）至6日（周一）放假，共3天。
四、劳动节：5月1日（周五）至5日（周二）放假调休，共5天。5月9日（周六）上班。
五、端午节：6月19日（周五）至21日（周日）放假，共3天。
六、中秋节：9月25日（周五）至27日（周日）放假，共3天。
七、国庆节：10月1日（周四）至7日（周三）放假调休，共7天。9月20日（周日）、10月10日（周六）上班。
节假日期间，各地区、各部门要妥善安排好值班和安全、保卫、疫情防控等工作，遇有重大突发事件，要按规定及时报告。
国务院办公厅
2025年11月4日`;

test("the notice of 2026 gives the very table that the product ships with", () => {
  const { year, source, holidays, workdays } = parseNotice(of2026, 2030);
  const official = officialYears.find((table) => table.year === 2026)!;
  expect({ year, source, holidays, workdays }).toEqual(official);
  expect(faultsOf({ ...official, holidays, workdays })).toEqual([]);
});

test("other forms: a single day, a December before, two festivals in one, half-width signs, no line breaks", () => {
  const { holidays, workdays } = parseNotice(
    "关于2025年部分节假日安排的通知一、元旦:1月1日(周三)放假1天，不调休。二、国庆节、中秋节：10月1日（周三）至8日（周三）放假调休，共8天。9月28日（周日）、10月11日（周六）上班。",
    2025,
  );
  expect(holidays).toEqual([
    { name: "元旦", from: "2025-01-01", to: "2025-01-01" },
    { name: "国庆节、中秋节", from: "2025-10-01", to: "2025-10-08" },
  ]);
  expect(workdays).toEqual(["2025-09-28", "2025-10-11"]);
  const across = parseNotice("一、元旦：2023年12月30日至2024年1月1日放假调休，共3天。", 2024);
  expect(across.holidays).toEqual([{ name: "元旦", from: "2023-12-30", to: "2024-01-01" }]);
  const unnamed = parseNotice("一、元旦：12月31日至1月2日放假，共3天。", 2023);
  expect(unnamed.holidays).toEqual([{ name: "元旦", from: "2022-12-31", to: "2023-01-02" }]);
});

test("what is no notice gives nothing, quickly", () => {
  expect(parseNotice("今天上班，明天放假。", 2026)).toEqual({ year: undefined, source: undefined, holidays: [], workdays: [] });
  const from = performance.now();
  parseNotice("一、元旦：".repeat(20_000) + "（".repeat(20_000), 2026);
  expect(performance.now() - from).toBeLessThan(3_000);
});
