import type { Run, RunProblem } from "../../../functions/backup/contract.ts";

/** What went wrong, and what to do now. */
export const problemWords: Record<RunProblem, string> = {
  "broken-off": "程序中途停止了，没有完成。请再做一次。",
  away: "数据库或文件存储暂时不可用，没有完成。请稍后再做一次。",
  "disk-full": "磁盘空间不足，没有完成。请清理磁盘或删除旧备份后再做一次。",
  "too-large": "有超过 4 GB 的文件，不能装进压缩包。请在服务器上用命令备份。",
  gone: "要检查的备份已经不在了。",
  internal: "程序出了故障，没有完成。请再做一次，仍不行请联系技术人员。",
};

export const workWords = (run: Run): string => (run.what === "backup" ? "备份" : run.what === "check" ? "备份检查" : `${run.year} 年归档`);

export const isOpen = (run: Run | undefined): boolean => run?.state === "waiting" || run?.state === "running";
