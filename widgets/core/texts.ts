// Every Chinese sentence of the public widgets and the plain pages. Separate exports, so that a bundle carries only what it shows.
export const columnName = "干训讲堂";
export const search = "搜索";
export const searchHint = "搜索标题与全文";
export const all = "全部";
export const ties = "三个结合";
export const required = "必读";
export const large = "大字";
export const source = "来源：";
export const attachments = "附件";
export const views = "阅读";
export const previous = "上一页";
export const next = "下一页";
export const firstPage = "回到第一页";
export const pick = "加入学习包";
export const found = "找到 ";
export const orMore = "以上";
export const chosen = "已选";
export const pieces = "篇";
export const packageDownload = "下载学习包";
export const nothingHere = "这里还没有资料，请先看看别的分类。";
export const nothingFound = "没有找到，请换个词试试。";
export const seeAll = "查看全部资料";
export const listAway = "暂时取不到内容。";
export const lastCopy = "下面是上次的内容。";
export const retry = "重试";
export const openColumn = "打开讲堂网页";
export const loading = "正在载入…";

// Detail
export const back = "返回列表";
export const authorName = "作者";
export const sourceName = "来源";
export const categoryName = "分类";
export const documentDate = "成文日期";
export const publishedAt = "发布时间";
export const characters = "字数";
export const questions = "讨论题";
export const packageHint = "含正文、附件、讨论题和签到表，解压后不联网也能打开";
export const openOutside = "下载请点右上角“…”，选“在浏览器打开”。";
export const print = "打印";
export const wideTable = "表格，可左右滚动";
export const copyLink = "复制链接";
export const copied = "链接已复制";
export const copyThis = "请复制这个地址：";
export const editions = "历次版本";
export const editionOf = (edition: number): string => `第 ${edition} 版`;
export const currentEdition = "现行";
export const earlierEdition = "这是历史版本，现行版本见：";
export const related = "相关资料";
export const aboutThis = "对本篇资料，您有什么想说的";
export const answered = "答复公开";
export const reprintOnly = "本文为转载，未取得转载授权，这里只提供标题和原文地址。";
export const readOriginal = "阅读原文";
export const withdrawnMaterial = "这篇资料不存在，或者已经撤回。";

// Progress
export const progressName = "工作推进";
export const milestones = "里程碑";
export const milestoneDone = "完成";
export const milestonePlanned = "计划";
export const until = "至";
export const target = "目标：";
export const noProgress = "还没有公开的推进情况。";

// Feedback
export const feedbackName = "我要反馈";
export const kind = "类别";
export const kinds = ["意见", "建议", "提问", "纠错"] as const;
export const asWhom = "以谁的名义";
export const visitor = "访客";
export const content = "内容";
export const contentHint = "请写下您的意见、建议或问题";
export const personName = "姓名（可不填）";
export const contact = "联系方式（可不填）";
export const consent = "我同意保存以上姓名和联系方式";
export const consentHint = "仅供核实和回复，不公开，办结后到期删除；凭查询码可随时撤回并删除。";
export const website = "请勿填写";
export const submit = "提交";
export const sending = "正在提交…";
export const moderated = "编辑审核后公开，您会得到查询码。";
export const textMissing = "请写下内容，至少 2 个字。";
export const consentMissing = "填写了姓名或联系方式，请勾选同意，或者清空这两项。";
export const fieldWrong = "这一项没有填对，请检查。";
export const notSent = "没有提交成功，您写的内容还在。";
export const lineAway = "暂时连接不上，请稍后再按“提交”。";
export const tryAfter = (time: string): string => `请在 ${time} 以后再试。`;
export const received = "已收到，谢谢您！查询码：";
export const thanks = "已收到，谢谢您！";
export const receiptCode = "查询码";
export const receiptHint = "请记下查询码。凭它可以查看办理情况和答复，也可以撤回并删除。";
export const copy = "复制";
export const copiedShort = "已复制";
export const another = "再写一条";
export const track = "查询";
export const trackTitle = "查询办理情况";
export const trackHint = "提交反馈后得到的查询码，凭它可以查看办理情况和答复，也可以撤回并删除。";
export const feedbackIntro =
  "学习中有什么意见、建议或问题，都可以写在这里。编辑先审核，再公开答复；提交后您会得到查询码，凭它查看办理情况。";

// Under the 查询码
export const codeHint = "12 位，例如 8F3K-Q2MW-7TRD";
export const codeMissing = "请填写 12 位查询码。";
export const codeUnknown = "没有查到。请核对查询码；撤回并删除的反馈也查不到了。";
export const receivedTime = "提交时间";
export const acceptedTime = "受理时间";
export const answeredTime = "答复时间";
export const answerOffice = "答复部门";
export const rejectedReason = "不予公开的理由";
export const state = "状态";
export const states = { pending: "待审", accepted: "已受理", answered: "已答复", rejected: "不予公开", withdrawn: "已撤回" } as const;
export const about = "关于：";
export const withdraw = "撤回并删除";
export const withdrawAsk = "撤回后内容和联系方式都会删除，不能恢复。确定吗？";
export const withdrawYes = "确定撤回";
export const withdrawNo = "不撤回";
export const withdrawn = "已撤回并删除。";

// Answered feedback and figures
export const noAnswers = "还没有公开的答复。您可以在“我要反馈”里写下第一条。";
export const more = "更多";
export const statReceived = "收到";
export const statAnswered = "已答复";
export const statMedian = "答复用时中位数";
export const unitPieces = "条";
export const unitDays = "天";

// Plain pages
export const materials = "学习资料";
export const allMaterials = "全部资料";
export const searchResults = "搜索结果";
export const skip = "跳到正文";
export const feed = "订阅更新";
export const columnDescription = "干部教育培训学习资料：阅读、下载、讨论、反馈。";
export const pageMissing = "没有这个页面";
export const demo = "演示数据";

/** One sentence for each problem code of the API; the client branches on the code, never on the server's words. */
export const problems: Record<string, string> = {
  "invalid-body": "有的项目没有填对，请按提示修改。",
  "invalid-query": "查询条件不对，请重新选择。",
  "not-json": "提交的格式不对，请刷新页面再试。",
  "too-large": "内容太长，请删减后再试。",
  "not-found": "没有找到，可能已经撤回或者删除。",
  "method-not-allowed": "不支持这个操作，请刷新页面再试。",
  "too-many": "操作得太频繁。",
  "form-token-invalid": "表单已经过期，请再提交一次。",
  "form-token-early": "提交得太快，请过几秒再试。",
  "form-token-used": "这张表单已经提交过，请再提交一次。",
  "idempotency-mismatch": "修改前的内容已经收到过。如果要把现在的内容也提交，请再点一次。",
  "consent-required": "填写了姓名或联系方式，请勾选同意，或者清空这两项。",
  "unknown-material": "这篇资料已经撤回，不能再对它反馈。",
  "unknown-unit": "没有这个单位，请重新选择。",
  unavailable: "暂时连接不上，请稍后再试。",
  internal: "系统出了差错，请稍后再试。",
  forbidden: "没有权限这样做。",
  unauthenticated: "请先登录。",
  conflict: "内容已被别人修改，请刷新后再试。",
  "illegal-step": "现在的状态不能这样做。",
  "bad-cursor": "翻页地址已经失效，请从第一页看起。",
};

/** The sentence for a problem, with the time of day for the next try where the server named one; an unknown code reads as an inner error. */
export function problemText(problem: { code: string; wait?: number }): string {
  const sentence = problems[problem.code] || problems.internal!;
  return sentence + (problem.wait ? tryAfter(new Date(Date.now() + problem.wait * 1000).toTimeString().slice(0, 5)) : "");
}
