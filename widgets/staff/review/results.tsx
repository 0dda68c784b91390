import { useState } from "preact/hooks";
import { reviewLimits, type Review, type ReviewEntry } from "../../../functions/review/contract.ts";
import { announce } from "../shell/announce.tsx";
import { api } from "../shell/api.ts";
import { confirm } from "../shell/dialog.tsx";
import { Button, FormError, TextField } from "../shell/form.tsx";
import { fieldError } from "../shell/problems.ts";
import { href } from "../shell/router.ts";
import { DataTable, type Column } from "../shell/table.tsx";
import { meanText } from "./words.ts";

const columns: Column<ReviewEntry>[] = [
  {
    key: "title",
    label: "作品",
    names: true,
    render: ({ title, excellent }) => (
      <>
        {title} {excellent && <span class="badge good">优秀</span>}
      </>
    ),
  },
  { key: "category", label: "分类", render: ({ category }) => category },
  { key: "author", label: "作者", render: ({ author }) => author || "—" },
  { key: "mean", label: "加权平均", numeric: true, render: ({ result }) => meanText(result?.mean) },
  { key: "reviewers", label: "打分评委", numeric: true, render: ({ result }) => result?.reviewers ?? 0 },
  {
    key: "remarks",
    label: "评语",
    render: ({ result }) =>
      result && result.remarks.length > 0 ? result.remarks.map((text, place) => <div key={place}>{text}</div>) : "—",
  },
];

/** The results by work, the highest mean first; the director ticks what is 优秀 and publishes. */
export function Results({ review, onChange }: { review: Review; onChange: (review: Review) => void }) {
  const deciding = review.allowed.includes("decide");
  const [excellent, setExcellent] = useState<ReadonlySet<string>>(new Set());
  const [award, setAward] = useState(`${review.year}年度优秀讲课稿、调研文章`);
  const [level, setLevel] = useState("");
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>();
  const rows = [...review.entries].sort((a, b) => (b.result?.mean ?? -1) - (a.result?.mean ?? -1));
  const decide = async () => {
    const text = `优秀 ${excellent.size} 篇。公布以后结果不能再改，部内人员都能看到；优秀作品记入表彰登记。`;
    if ((await confirm({ title: "公布评审结果", text, action: "公布" })) === undefined) return;
    setBusy(true);
    try {
      const body = { version: review.version, excellent: [...excellent], award, level };
      onChange(await api<Review>("POST", `/api/staff/reviews/${review.id}/decide`, body));
      announce("已公布");
    } catch (error) {
      setProblem(error);
    }
    setBusy(false);
  };
  return (
    <section class="stack" aria-labelledby="results">
      <h2 id="results">评审结果</h2>
      {deciding && <p>请在左边勾选优秀作品，再公布结果。</p>}
      <DataTable
        caption="评审结果"
        columns={columns}
        rows={rows}
        rowKey={({ material }) => material}
        rowHref={({ material }) => href(`/materials/${material}`)}
        nameOf={({ title }) => title}
        {...(deciding ? { selected: excellent, onSelect: setExcellent } : {})}
      />
      {deciding && (
        <div class="card stack">
          <div class="grid review-times">
            <TextField
              label="表彰名称"
              name="award"
              value={award}
              maxLength={reviewLimits.award}
              onInput={setAward}
              error={fieldError(problem, "award")}
            />
            <TextField
              label="级别"
              name="level"
              hint="例如：一等奖、部级"
              value={level}
              maxLength={reviewLimits.level}
              onInput={setLevel}
              error={fieldError(problem, "level")}
            />
          </div>
          <FormError problem={problem} />
          <div class="toolbar">
            <Button busy={busy} onClick={() => void decide()}>
              公布结果
            </Button>
          </div>
        </div>
      )}
    </section>
  );
}
