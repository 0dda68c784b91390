import { expect, test } from "vitest";
import { AxTree } from "../support/ax-tree.ts";
import type { Embedding } from "../support/embedding.ts";
import { snippetPage } from "../support/host-page.ts";
import { click, fill, find, textOf, waitForText } from "../support/pages.ts";

const LIST = "gxjt-materials >>> ";
const FORM = "body > gxjt-feedback >>> ";
const TABS = ['button "我要反馈" pressed', 'button "查询"', 'button "答复公开"'];

/** What a screen reader is told: role, name and state of everything that one can act on, and what is read out by itself. */
export function names(at: Embedding): void {
  test("the list, and a material", async () => {
    const { page } = await at.open();
    await page.goto(at.host.show("/names", snippetPage(at.server.url, '<gxjt-materials limit="1"></gxjt-materials>')));
    await find(page, `${LIST}li h3 a`);
    await fill(page, `${LIST}input[type=search]`, "江浙沪");
    await click(page, `${LIST}form button`);
    await waitForText(page, `${LIST}h3 mark`, "江浙沪");
    await click(page, `${LIST}li input[type=checkbox]`);
    let tree = await AxTree.of(page, "gxjt-materials");
    expect(tree.controls()).toEqual([
      'heading "干训讲堂"',
      'button "大字"',
      'search ""',
      'searchbox "搜索标题与全文"',
      'button "搜索"',
      'navigation "分类"',
      ...["全部", "新理论", "新知识", "新技能", "讲课稿", "领导讲话", "评论文章", "专题辅导", "调研文章", "制度规范"].map(
        (name) => `link "${name}"`,
      ),
      'navigation "三个结合"',
      ...["全部", "中心工作", "存在的问题", "自身的业务"].map((name) => `link "${name}"`),
      'list ""',
      'heading "赴江浙沪招商学习考察报告必读"',
      'link "赴江浙沪招商学习考察报告"',
      'checkbox "加入学习包赴江浙沪招商学习考察报告" checked',
      'link "下载学习包"',
    ]);
    expect(tree.live()).toEqual(["找到 1篇"]);
    await fill(page, `${LIST}input[type=search]`, "毫不相干");
    await click(page, `${LIST}form button`);
    await waitForText(page, `${LIST}[role=status]`, "没有找到");
    expect((await AxTree.of(page, "gxjt-materials")).live()).toEqual(["没有找到，请换个词试试。 查看全部资料"]);
    await click(page, `${LIST}[role=status] a`);
    await click(page, `${LIST}li h3 a`);
    await find(page, `${LIST}gxjt-feedback >>> textarea`);
    await click(page, `${LIST}.deeds button:nth-of-type(2)`);
    await waitForText(page, `${LIST}.deeds [role=status]`, "链接");
    tree = await AxTree.of(page, "gxjt-materials");
    const told = tree.controls();
    expect(told.slice(0, 4)).toEqual([
      'article ""',
      'link "←返回列表"',
      'heading "党代会报告起草背景与当前发展形势必读"',
      'heading "一、一份报告是怎样写成的"',
    ]);
    // Behind the text: what one can do with it, and the form for it.
    expect(told).toEqual(
      expect.arrayContaining([
        'group "表格，可左右滚动"',
        'heading "讨论题"',
        'link "下载学习包"',
        'button "打印"',
        'button "复制链接"',
        'heading "附件"',
        'link "党代会报告辅导讲义.pdf"',
        'heading "对本篇资料，您有什么想说的"',
        'textbox "内容 0/2000" required',
        'button "提交"',
      ]),
    );
    // Nothing that one can act on is without a name.
    expect(told.filter((line) => /^(?!article|list|form|search )\w+ ""/.test(line))).toEqual([]);
    expect(tree.live()).toEqual(["链接已复制"]);
    await page.close();
  });

  test("the form with what is wrong in it, its receipt, 查询 and 答复公开", async () => {
    const { page } = await at.open();
    await page.goto(at.host.show("/names", snippetPage(at.server.url, "<gxjt-feedback></gxjt-feedback>")));
    const seen = () => AxTree.of(page, "gxjt-feedback");
    await fill(page, `${FORM}#name`, "某人");
    await click(page, `${FORM}form > button`);
    await find(page, `${FORM}#consent-error`);
    expect((await seen()).controls()).toEqual([
      ...TABS,
      'form ""',
      'group "类别"',
      'radio "意见" checked',
      ...["建议", "提问", "纠错"].map((name) => `radio "${name}"`),
      'combobox "以谁的名义"',
      'textbox "内容 0/2000" invalid required (请写下内容，至少 2 个字。)',
      'textbox "姓名（可不填）"',
      'textbox "联系方式（可不填）"',
      expect.stringMatching(/^checkbox "我同意保存以上姓名和联系方式 .*" invalid \(填写了姓名或联系方式，请勾选同意，或者清空这两项。\)$/),
      'button "提交"',
    ]);
    await fill(page, `${FORM}#text`, "读屏软件听到的一条意见");
    await click(page, `${FORM}#consent`);
    await click(page, `${FORM}form > button`);
    await waitForText(page, `${FORM}[role=status]`, "正在提交");
    const busy = await seen();
    expect(busy.live()).toEqual(["正在提交…"]);
    expect(busy.controls().at(-1)).toBe('button "提交" disabled');
    await waitForText(page, `${FORM}.code`, "-");
    const code = await textOf(page, `${FORM}.code`);
    const thanks = await seen();
    expect(thanks.live().join()).toContain(`已收到，谢谢您！查询码${code}`);
    expect(thanks.controls()).toEqual(['button "我要反馈"', 'button "查询"', 'button "答复公开"', 'button "复制"', 'button "再写一条"']);
    await click(page, `${FORM}.tabs button:nth-child(2)`);
    await fill(page, `${FORM}#code`, "8F3K");
    await click(page, `${FORM}.ask button`);
    await find(page, `${FORM}#code-error`);
    const wrong = await seen();
    expect(wrong.controls()).toEqual([
      'button "我要反馈"',
      'button "查询" pressed',
      'button "答复公开"',
      'form ""',
      'textbox "查询码" invalid required (请填写 12 位查询码。)',
      'button "查询"',
    ]);
    expect(wrong.live()).toEqual(["请填写 12 位查询码。"]);
    await fill(page, `${FORM}#code`, code);
    await click(page, `${FORM}.ask button`);
    await click(page, `${FORM}.progress .sure button`);
    await find(page, `${FORM}.progress [role=group]`);
    expect((await seen()).controls().slice(-5)).toEqual([
      'region "查询办理情况"',
      'list ""',
      'group "撤回后内容和联系方式都会删除，不能恢复。确定吗？"',
      'button "确定撤回"',
      'button "不撤回"',
    ]);
    await click(page, `${FORM}.progress [role=group] button`);
    await waitForText(page, `${FORM}[role=status]`, "已撤回");
    expect((await seen()).live()).toEqual(["已撤回并删除。"]);
    await page.close();
  });

  test("what cannot be had is said, by list, material, form, 查询, 答复公开 and public progress", async () => {
    const { page } = await at.open();
    // Nobody listens there.
    const away = "http://127.0.0.1:9";
    const tags = `<gxjt-materials api="${away}"></gxjt-materials><gxjt-feedback api="${away}"></gxjt-feedback><gxjt-progress api="${away}"></gxjt-progress>`;
    await page.goto(at.host.show("/names", snippetPage(at.server.url, tags)));
    await waitForText(page, `${LIST}.note`, "暂时取不到内容");
    await waitForText(page, "gxjt-progress >>> .note", "暂时取不到内容");
    await fill(page, `${FORM}#text`, "没有线路");
    await click(page, `${FORM}form > button`);
    await waitForText(page, `${FORM}.note`, "您写的内容还在");
    const live = async (tag: string) => (await AxTree.of(page, tag)).live();
    expect(await live("gxjt-materials")).toEqual(["暂时取不到内容。 重试 打开讲堂网页"]);
    expect(await live("gxjt-progress")).toEqual(["暂时取不到内容。 打开讲堂网页"]);
    expect(await live("gxjt-feedback")).toEqual(["没有提交成功，您写的内容还在。暂时连接不上，请稍后再按“提交”。"]);
    await click(page, `${FORM}.tabs button:nth-child(2)`);
    await fill(page, `${FORM}#code`, "8F3K-Q2MW-7TRD");
    await click(page, `${FORM}.ask button`);
    await find(page, `${FORM}#code-error`);
    expect(await live("gxjt-feedback")).toEqual(["暂时连接不上，请稍后再试。"]);
    await click(page, `${FORM}.tabs button:nth-child(3)`);
    await waitForText(page, `${FORM}[role=alert]`, "暂时取不到内容");
    expect(await live("gxjt-feedback")).toEqual(["暂时取不到内容。重试"]);
    await page.close();
  });

  test("public progress: what it is, each project and how far it is", async () => {
    const { page } = await at.open();
    await page.goto(at.host.show("/names", snippetPage(at.server.url, '<gxjt-progress limit="1"></gxjt-progress>')));
    await find(page, "gxjt-progress >>> h3");
    const tree = await AxTree.of(page, "gxjt-progress");
    expect(tree.controls()).toEqual(['heading "工作推进"', 'list ""', 'heading "在职党员服务社区 推进中"', 'list "里程碑"']);
    await page.close();
  });
}
