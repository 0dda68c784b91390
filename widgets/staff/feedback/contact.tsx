import { useState } from "preact/hooks";
import { api } from "../shell/api.ts";
import { Button, FormError } from "../shell/form.tsx";

/** Name and contact, asked for on demand: the server writes each look into the audit log. Gone when one leaves the feedback. */
export function Contact({ id }: { id: string }) {
  const [details, setDetails] = useState<{ name: string; contact: string }>();
  const [problem, setProblem] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const look = async () => {
    setBusy(true);
    setProblem(undefined);
    try {
      setDetails(await api<{ name: string; contact: string }>("GET", `/api/staff/feedback/${id}/contact`));
    } catch (error) {
      setProblem(error);
    } finally {
      setBusy(false);
    }
  };
  if (details)
    return (
      <div role="status">
        <dl class="facts contact">
          <dt>姓名</dt>
          <dd>{details.name || "未填"}</dd>
          <dt>联系方式</dt>
          <dd>{details.contact || "未填"}</dd>
        </dl>
      </div>
    );
  return (
    <div>
      <Button kind="plain" busy={busy} onClick={() => void look()}>
        查看联系方式
      </Button>{" "}
      <span class="muted small">查看会记入审计日志</span>
      <FormError problem={problem} />
    </div>
  );
}
