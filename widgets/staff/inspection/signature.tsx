import type { Signature } from "../../../functions/inspection/contract.ts";
import { dateTime } from "../shell/format.ts";
import { hashGroups } from "./words.ts";

/** Who signed, when, and the hash of what was signed. */
export function SignatureFacts({ signature: { at, by, hash, intact } }: { signature: Signature }) {
  return (
    <>
      <dl class="facts">
        <dt>签字人</dt>
        <dd>{by}</dd>
        <dt>签字时间</dt>
        <dd>{dateTime(at)}</dd>
        <dt>内容校验码</dt>
        <dd>
          <code class="inspection-hash">{hashGroups(hash)}</code>
          <small class="muted">SHA-256，由签字时的全部内容算出；内容改动一个字，校验码就不同。</small>
        </dd>
      </dl>
      {!intact && (
        <p class="form-error" role="alert">
          内容与校验码不符：数据可能被绕过系统改动，请告诉系统管理员。
        </p>
      )}
    </>
  );
}
