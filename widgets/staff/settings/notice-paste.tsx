import { useState } from "preact/hooks";
import { Button, TextArea } from "../shell/form.tsx";
import { parseNotice, type ParsedNotice } from "./parse-notice.ts";

/** The year's notice as it is copied from the web fills the table; the person checks it before saving. */
export function NoticePaste({ year, onParsed }: { year: number; onParsed: (parsed: ParsedNotice) => void }) {
  const [text, setText] = useState("");
  const [told, setTold] = useState<{ text: string; good: boolean }>();
  const read = () => {
    const parsed = parseNotice(text, year);
    if (parsed.year !== undefined && parsed.year !== year) {
      setTold({ text: `这份通知是 ${parsed.year} 年的，请先在上面选 ${parsed.year} 年。`, good: false });
    } else if (parsed.holidays.length === 0) {
      setTold({ text: "没有认出放假日期，请检查是否复制了“一、元旦：……”这些条目，或者在下面逐项填写。", good: false });
    } else {
      onParsed(parsed);
      setText("");
      setTold({
        text: `认出 ${parsed.holidays.length} 个假期、${parsed.workdays.length} 个调休上班日，已填在下面，请对照通知核对后保存。`,
        good: true,
      });
    }
  };
  return (
    <section class="card stack" aria-labelledby="notice-heading">
      <h2 id="notice-heading">从通知里录入</h2>
      <TextArea
        label={`把 ${year} 年放假通知的正文粘贴到这里`}
        name="notice"
        rows={4}
        value={text}
        placeholder="一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。"
        error={told && !told.good ? told.text : undefined}
        onInput={(next) => {
          setText(next);
          setTold(undefined);
        }}
      />
      <div class="toolbar">
        <Button kind="plain" disabled={text.trim() === ""} onClick={read}>
          识别日期
        </Button>
        <span role="status">{told?.good && told.text}</span>
      </div>
    </section>
  );
}
