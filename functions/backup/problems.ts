/** What can be wrong with a backup. `path` is a file of it, with slashes. */
export type BackupProblem =
  | { what: "unreadable"; path: string; code: string }
  | { what: "malformed" | "not-json" | "other-format" | "out-of-order"; path: string; at?: string }
  | { what: "other-version"; found: string; known: number }
  | { what: "missing" | "foreign" | "not-a-file" | "altered"; path: string }
  | { what: "unknown-table"; table: string }
  | { what: "line"; path: string; number: number; problem: LineProblem }
  | { what: "more-lines" | "line-count"; path: string; count: number; expected: number }
  | { what: "zip"; path: string; reason: string };

/** What can be wrong with one line of a table; `limit` is the store's own sentence. */
export type LineProblem =
  | { what: "not-json" | "no-item" | "excluded" | "not-canonical" | "out-of-order" }
  | { what: "limit"; limit: string };

const lines: Record<Exclude<LineProblem["what"], "limit">, [english: string, chinese: string]> = {
  "not-json": ["is not JSON in UTF-8", "不是有效的 JSON 内容"],
  "no-item": ["is no item", "不是一条记录"],
  excluded: ["is a session or a one-time link, which no backup may bring back", "是登录状态或一次性链接，不允许由备份恢复"],
  "not-canonical": ["is not written as a backup writes it", "的写法与备份程序写出的不一致，可能被改动过"],
  "out-of-order": ["stands out of order, or its key came before", "顺序不对，或者与前面的记录重复"],
};

/** For the commands: one sentence each. */
export function english(problem: BackupProblem): string {
  switch (problem.what) {
    case "unreadable":
      return `${problem.path} cannot be read (${problem.code}): this is no backup.`;
    case "not-json":
      return `${problem.path} is not JSON.`;
    case "other-format":
      return `${problem.path} does not say that this is a ${problem.at}.`;
    case "malformed":
      return `${problem.path} is malformed at ${problem.at}.`;
    case "out-of-order":
      return `${problem.path} lists files out of order or twice.`;
    case "other-version":
      return `The backup has format version ${problem.found}; this program reads version ${problem.known}.`;
    case "missing":
      return `${problem.path} is missing.`;
    case "foreign":
      return `${problem.path} does not belong to the backup.`;
    case "not-a-file":
      return `${problem.path} is neither a file nor a folder.`;
    case "altered":
      return `${problem.path} was altered.`;
    case "unknown-table":
      return `Table ${problem.table} is unknown to this program.`;
    case "line":
      return `${problem.path} line ${problem.number} ${problem.problem.what === "limit" ? `breaks a limit: ${problem.problem.limit}` : lines[problem.problem.what][0]}.`;
    case "more-lines":
      return `${problem.path} has ${problem.count} more bad lines.`;
    case "line-count":
      return `${problem.path} has ${problem.count} lines instead of ${problem.expected}.`;
    case "zip":
      return `The zip cannot be used: ${problem.reason}.`;
  }
}

/** For the workbench: the same in the words of an administrator who never saw the inside of a backup. */
export function chinese(problem: BackupProblem): string {
  switch (problem.what) {
    case "unreadable":
      return `清单文件 ${problem.path} 读不出来，这不是一个完整的备份。`;
    case "not-json":
    case "malformed":
      return `清单文件 ${problem.path} 的内容已损坏。`;
    case "other-format":
      return `清单文件 ${problem.path} 不是干训讲堂的备份清单。`;
    case "out-of-order":
      return `清单文件 ${problem.path} 中的文件顺序不对或有重复。`;
    case "other-version":
      return `备份的格式版本是 ${problem.found}，本程序只能读取版本 ${problem.known}。`;
    case "missing":
      return `缺少文件 ${problem.path}。`;
    case "foreign":
      return `多出了不属于备份的文件 ${problem.path}。`;
    case "not-a-file":
      return `${problem.path} 既不是文件也不是文件夹。`;
    case "altered":
      return `文件 ${problem.path} 与备份时不一致，已损坏或被改动。`;
    case "unknown-table":
      return `数据表 ${problem.table} 是本程序不认识的。`;
    case "line":
      return `${problem.path} 第 ${problem.number} 行${problem.problem.what === "limit" ? "超出了数据的限制" : lines[problem.problem.what][1]}。`;
    case "more-lines":
      return `${problem.path} 还有 ${problem.count} 行有问题。`;
    case "line-count":
      return `${problem.path} 应有 ${problem.expected} 行，实有 ${problem.count} 行。`;
    case "zip":
      return problem.path === "" ? "压缩包已损坏，无法打开。" : `压缩包中的 ${problem.path} 已损坏。`;
  }
}
