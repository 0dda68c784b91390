import type { Page } from "puppeteer-core";
import { expect, test } from "vitest";
import type { Embedding } from "../support/embedding.ts";
import { snippetPage } from "../support/host-page.ts";
import { Walk } from "../support/keyboard.ts";
import { find, textOf, textsOf, waitForText } from "../support/pages.ts";

const LIST = "gxjt-materials >>> ";
const FORM = "body > gxjt-feedback >>> ";
/** Answers come by fives, so that there is a further page of them. */
const byFives = `<script>(function (real) {
  window.fetch = function (url, init) {
    if (!/\\/api\\/feedback(\\?cursor=\\d+)?$/.test(url) || init.method) return real(url, init);
    var from = +String(url).split("=")[1] || 0;
    return real(url.split("?")[0], init).then(function (answer) { return answer.json(); }).then(function (all) {
      var items = all.items.slice(from, from + 5);
      return new Response(JSON.stringify({ items: items, cursor: from + 5 < all.items.length ? String(from + 5) : undefined }));
    });
  };
})(window.fetch)</script>`;

/** Links to files are followed as far as their address: a browser that saves a file turns to its own windows. */
const noDownloads = `<script>window.followed = []; window.addEventListener("click", function (event) {
  var link = event.composedPath()[0].closest("a");
  if (!link || !/\\/api\\//.test(link.href)) return;
  followed.push(link.href);
  event.preventDefault();
});</script>`;

const typeOf = async (address: string | undefined) => (await fetch(address ?? "about:blank")).headers.get("content-type");

/** What a visitor comes for, with Tab, Shift and Tab, Enter, Space, arrows and letters alone; the focus is always somewhere, and in sight. */
export function keyboardWalks(at: Embedding): void {
  /** A narrow window, as at 200 % zoom. */
  async function begin(
    tags: string,
    head = "",
  ): Promise<{ page: Page; walk: Walk; followed: () => Promise<string | undefined>; end: () => Promise<void> }> {
    const { page, faults } = await at.open({ width: 640, height: 480 });
    await page.goto(at.host.show("/keys", snippetPage(at.server.url, tags, { head: noDownloads + head })));
    await page.bringToFront();
    const walk = new Walk(page);
    const end = async () => {
      expect(walk.faults()).toEqual([]);
      expect(walk.stops.map(({ says }) => says)).not.toContain("请勿填写");
      expect(faults).toEqual([]);
      await page.close();
    };
    const followed = () => page.evaluate("followed.pop()") as Promise<string | undefined>;
    return { page, walk, followed, end };
  }

  test("the list: 大字, filter, page, search, see all again, choose, download", async () => {
    const { page, walk, followed, end } = await begin('<gxjt-materials limit="3"></gxjt-materials>');
    await find(page, `${LIST}li h3 a`);
    await walk.to("大字");
    await walk.press(" ", () => find(page, `${LIST}.large [aria-pressed=true]`));
    await walk.press(" ", () => find(page, `${LIST}[aria-pressed=false]`));
    await walk.to("评论文章");
    await walk.press("Enter", () => waitForText(page, `${LIST}.meta span`, "评论文章"));
    expect(await textOf(page, `${LIST}nav [aria-current]`)).toBe("评论文章");
    const first = await textOf(page, `${LIST}li h3`);
    await walk.to("下一页");
    await walk.press("Enter", () => waitForText(page, `${LIST}.foot`, "上一页"));
    expect(await textOf(page, `${LIST}li h3`)).not.toBe(first);
    await walk.to("上一页");
    await walk.press("Enter", () => waitForText(page, `${LIST}li h3`, first));

    await walk.to("搜索标题与全文");
    await walk.type("毫不相干");
    await walk.press("Enter", () => waitForText(page, `${LIST}[role=status]`, "没有找到"));
    await walk.to("查看全部资料");
    await walk.press("Enter", () => find(page, `${LIST}li h3 a`));
    await walk.to("搜索标题与全文");
    await walk.type("冠军");
    await walk.to("搜索");
    await walk.press("Enter", () => waitForText(page, `${LIST}h3 mark`, "冠军"));
    await walk.to("加入学习包");
    await walk.press(" ", () => waitForText(page, `${LIST}.bag`, "1 篇"));
    await walk.to("下载学习包");
    await walk.press("Enter");
    expect(await typeOf(await followed())).toBe("application/zip");
    await end();
  });

  test("a material: open, read, download, copy its address, comment on it, go on to a related one, return", async () => {
    const { page, walk, followed, end } = await begin('<gxjt-materials limit="2"></gxjt-materials>');
    await find(page, `${LIST}li h3 a`);
    await walk.to("搜索标题与全文");
    await walk.type("江浙沪");
    await walk.press("Enter", () => waitForText(page, `${LIST}h3 mark`, "江浙沪"));
    const title = await textOf(page, `${LIST}li h3 a`);
    await walk.to(title.slice(0, 10));
    expect(await walk.press("Enter", () => waitForText(page, `${LIST}.title`, title))).toContain(title.slice(0, 10));
    await find(page, `${LIST}gxjt-feedback >>> textarea`);
    await walk.scroll("PageDown");
    const file = await textOf(page, `${LIST}a[download]`);
    await walk.to(file.slice(0, 10));
    await walk.press("Enter");
    expect(await typeOf(await followed())).toContain("wordprocessingml");
    await walk.to("下载学习包");
    await walk.press("Enter");
    expect(await typeOf(await followed())).toBe("application/zip");
    await walk.to("打印");
    await walk.to("复制链接");
    await walk.press("Enter", () => waitForText(page, `${LIST}.deeds [role=status]`, "链接"));
    const other = await textOf(page, `${LIST}.related a`);
    await walk.to(other.slice(0, 10));

    await walk.to("内容");
    await walk.type("只用键盘对这一篇写的话");
    await walk.to("提交");
    await walk.press("Enter", () => waitForText(page, `${LIST}gxjt-feedback >>> .code`, "-"));
    await walk.back(other.slice(0, 10));
    expect(await walk.press("Enter", () => waitForText(page, `${LIST}.title`, other))).toContain(other.slice(0, 10));
    await walk.back("返回列表");
    await walk.press("Enter", () => find(page, `${LIST}nav`));
    await end();
  });

  test("a comment: what is missing, hand in, keep the code, look it up, withdraw it, read answers", async () => {
    const { page, walk, end } = await begin("<gxjt-feedback></gxjt-feedback>", byFives);
    await find(page, `${FORM}textarea`);
    await walk.to("我要反馈");
    await walk.to("意见");
    await walk.press("ArrowRight", () => find(page, `${FORM}[value=建议]:checked`));
    await walk.to("以谁的名义");
    await expect.poll(() => textsOf(page, `${FORM}option`)).toContain("山市镇");
    await walk.type("山市");
    await walk.to("提交");
    expect(await walk.press("Enter", () => find(page, `${FORM}#text-error`))).toContain("内容");
    await walk.type("只用键盘写的一条建议");
    await walk.to("姓名");
    await walk.type("某人");
    expect(await walk.press("Enter", () => find(page, `${FORM}#consent-error`))).toContain("我同意");
    await walk.press(" ", () => find(page, `${FORM}#consent:checked`));
    await walk.to("提交");
    const place = walk.press("Enter", () => waitForText(page, `${FORM}.code`, "-"));
    expect(await place).toContain("已收到");
    const code = await textOf(page, `${FORM}.code`);
    await walk.to("复制");
    await walk.press("Enter", () => waitForText(page, `${FORM}.thanks button`, "已复制"));
    await walk.to("再写一条");
    expect(await walk.press("Enter", () => find(page, `${FORM}textarea`))).toContain("内容");

    await walk.back("查询");
    await walk.press("Enter", () => find(page, `${FORM}#code`));
    await walk.to("查询码");
    await walk.type("8F3K");
    expect(await walk.press("Enter", () => find(page, `${FORM}#code-error`))).toContain("查询码");
    await page.keyboard.press("Home");
    await page.keyboard.down("Shift");
    await page.keyboard.press("End");
    await page.keyboard.up("Shift");
    await walk.type(code);
    await walk.to("查询");
    expect(await walk.press("Enter", () => waitForText(page, `${FORM}.progress`, "只用键盘写的一条建议"))).toBe("查询办理情况");
    await walk.to("撤回并删除");
    expect(await walk.press("Enter", () => find(page, `${FORM}[role=group]`))).toBe("不撤回");
    expect(await walk.press("Enter", () => waitForText(page, `${FORM}.sure`, "撤回并删除"))).toBe("撤回并删除");
    expect(await walk.press("Enter", () => find(page, `${FORM}[role=group]`))).toBe("不撤回");
    await walk.back("确定撤回");
    await walk.press("Enter", () => waitForText(page, `${FORM}[role=status]`, "已撤回"));
    expect(walk.stops.at(-1)?.says).toContain("查询码");

    await walk.back("答复公开");
    await walk.press("Enter", () => find(page, `${FORM}.answers`));
    await walk.to("更多");
    const fifth = (await textsOf(page, `${FORM}.answers > li`)).length;
    await walk.press("Enter", () => find(page, `${FORM}.answers > li:nth-child(${fifth + 1})`));
    await walk.to("更多");
    await walk.press("Enter", () => find(page, `${FORM}.answers > li:nth-child(${fifth + 6})`));
    await end();
  });

  test("public progress holds nobody up, and leads on from what stands before it to what stands behind it", async () => {
    const { page, walk, end } = await begin(
      '<a href="#a">前面</a><gxjt-progress></gxjt-progress><gxjt-admin></gxjt-admin><a href="#b">后面</a>',
    );
    await find(page, "gxjt-progress >>> h3");
    await page.addStyleTag({ content: "a:focus { outline: 2px solid }" });
    await walk.to("前面");
    await walk.scroll("PageDown");
    await walk.to("打开工作台");
    await walk.to("后面");
    expect(walk.stops).toHaveLength(3);
    await end();
  });
}
