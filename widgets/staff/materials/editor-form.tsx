import { materialLimits } from "../../../functions/materials/contract.ts";
import { threeTies } from "../../../functions/settings/contract.ts";
import { Button, CheckField, SelectField, TextArea, TextField } from "../shell/form.tsx";
import { fieldError } from "../shell/problems.ts";
import { Questions } from "./editor-questions.tsx";
import { wrongField, type Values } from "./editor-values.ts";

interface FormProps {
  values: Values;
  categories: string[];
  /** Why the server refused the last save. */
  problem: unknown;
  onInput: (patch: Partial<Values>) => void;
}

/** Title and category: without them nothing can be saved. */
export function HeadFields({ values, categories, problem, onInput }: FormProps) {
  const known = categories.includes(values.category) || values.category === "" ? categories : [values.category, ...categories];
  return (
    <div class="head-fields">
      <TextField
        label="标题"
        name="title"
        required
        value={values.title}
        maxLength={materialLimits.title}
        onInput={(title) => onInput({ title })}
        error={fieldError(problem, "title")}
      />
      <SelectField
        label="分类"
        name="category"
        required
        value={values.category}
        options={[{ value: "", label: "请选择" }, ...known.map((name) => ({ value: name, label: name }))]}
        onInput={(category) => onInput({ category })}
        error={fieldError(problem, "category")}
      />
    </div>
  );
}

/** A document was pasted while the title is still empty: its own title is at hand. */
export function TitleOffer({ title, onTake }: { title: string; onTake: () => void }) {
  return (
    <div class="warning toolbar" role="status">
      <span class="grow">标题还空着。粘贴的文章标题是“{title}”。</span>
      <Button kind="plain" onClick={onTake}>
        用作标题
      </Button>
    </div>
  );
}

/** Everything about the material besides its text. */
export function AboutFields({ values, problem, onInput }: FormProps) {
  const wrong = wrongField(values);
  const text = (name: "author" | "source" | "authorisation" | "link", label: string, maxLength: number, hint?: string) => (
    <TextField
      label={label}
      name={name}
      value={values[name]}
      maxLength={maxLength}
      hint={hint}
      type={name === "link" ? "url" : "text"}
      onInput={(value) => onInput({ [name]: value })}
      error={(wrong?.field === name ? wrong.sentence : undefined) ?? fieldError(problem, name)}
    />
  );
  return (
    <section class="card stack" aria-labelledby="about-title">
      <h2 id="about-title">资料信息</h2>
      <fieldset>
        <legend>三个结合</legend>
        <div class="ties">
          {threeTies.map((tie) => (
            <CheckField
              key={tie}
              label={tie}
              name={`tie-${tie}`}
              checked={values.ties.includes(tie)}
              onInput={(checked) => onInput({ ties: threeTies.filter((each) => (each === tie ? checked : values.ties.includes(each))) })}
            />
          ))}
        </div>
      </fieldset>
      <div class="grid">
        {text("author", "作者", materialLimits.author)}
        {text("source", "来源", materialLimits.source, "例如：市委组织部、《求是》2026 年第 3 期")}
        <TextField
          label="成文日期"
          name="documentDate"
          type="date"
          value={values.documentDate}
          onInput={(documentDate) => onInput({ documentDate })}
          hint="文件上写的日期；发布时间由系统自动记"
          error={fieldError(problem, "documentDate")}
        />
      </div>
      <fieldset>
        <legend>本单位写的，还是转载的</legend>
        <div class="ties">
          {(
            [
              ["own", "本单位原创"],
              ["reprint", "转载"],
            ] as const
          ).map(([origin, label]) => (
            <label key={origin} class="choice">
              <input type="radio" name="origin" checked={values.origin === origin} onChange={() => onInput({ origin })} />
              <span>{label}</span>
            </label>
          ))}
        </div>
      </fieldset>
      {values.origin === "reprint" && (
        <div class="grid">
          {text("authorisation", "转载授权", 200, "谁同意转载、什么时候同意的。没有授权的，网站上只显示标题和原文地址")}
          {text("link", "原文地址", 500, "以 http:// 或 https:// 开头")}
        </div>
      )}
      <CheckField
        label="必读资料"
        name="requiredReading"
        checked={values.requiredReading}
        onInput={(requiredReading) => onInput({ requiredReading })}
      />
      <TextArea
        label="摘要"
        name="summary"
        rows={2}
        value={values.summary}
        maxLength={materialLimits.summary}
        onInput={(summary) => onInput({ summary })}
        hint="显示在列表里。不写就自动取正文开头"
        error={fieldError(problem, "summary")}
      />
      <Questions questions={values.questions} onInput={(questions) => onInput({ questions })} />
    </section>
  );
}
