import type { WorkItem } from "../../../functions/work-items/item.contract.ts";
import { href } from "../shell/router.ts";
import { isEnded, lampWords, rhythmWords, stateTones, stateWords } from "./words.ts";

const sources = { plan: "年度计划", symposium: "座谈查找的问题", feedback: "意见反馈", visit: "走访发现的问题" } as const;

function Source({ source }: Pick<WorkItem, "source">) {
  const { kind, label, activity, feedback } = source;
  const to = activity ? href(`/activities/${activity}`) : feedback ? href(`/feedback/${feedback}`) : undefined;
  return (
    <>
      {sources[kind]}
      {label && <>：{to ? <a href={to}>{label}</a> : label}</>}
    </>
  );
}

const named = ({ name, office }: { name: string; office: string }) => (office ? `${name}（${office}）` : name);

/** The item at a glance: whose it is, until when, where it stands. Earlier dates stand struck through beside the one that holds. */
export function Facts({ item }: { item: WorkItem }) {
  const { kind, office, owner, members, start, end, deadlines, rhythm, unitName, village, materials, feedback, state, lamp } = item;
  // Village names often begin with the name of their unit.
  const place = village.startsWith(unitName) ? village : unitName + village;
  return (
    <dl class="facts">
      <dt>状态</dt>
      <dd class="work-standing">
        <span class={`badge ${stateTones[state]}`}>{stateWords[state]}</span>
        {lamp !== "none" && <span class={`lamp ${lamp}`}>{lampWords[lamp]}</span>}
        {item.endedOn && <span class="muted">{item.endedOn}</span>}
      </dd>
      <dt>类型</dt>
      <dd>{kind}</dd>
      <dt>责任组室</dt>
      <dd>{office}</dd>
      <dt>责任人</dt>
      <dd>{named(owner)}</dd>
      <dt>{kind === "项目" ? "抽调的人员" : "参加人员"}</dt>
      <dd>{members.map(named).join("、") || "—"}</dd>
      <dt>起止</dt>
      <dd>
        {start} 至{" "}
        {deadlines.map((one) => (
          <span key={one}>
            <s>{one}</s>{" "}
          </span>
        ))}
        <strong>{end}</strong>
        {deadlines.length > 0 && <span class="muted">（延期 {deadlines.length} 次，划掉的是原来的时限）</span>}
      </dd>
      <dt>汇报</dt>
      <dd>{rhythmWords(rhythm)}</dd>
      {place && (
        <>
          <dt>单位</dt>
          <dd>{place}</dd>
        </>
      )}
      <dt>来源</dt>
      <dd>
        <Source source={item.source} />
      </dd>
      {item.carriedFrom.length > 0 && (
        <>
          <dt>结转</dt>
          <dd>从 {item.carriedFrom.join("、")} 年转来</dd>
        </>
      )}
      {materials.length > 0 && (
        <>
          <dt>资料</dt>
          <dd>
            {materials.map(({ id, title, opens }) => (
              <div key={id}>{opens ? <a href={href(`/materials/${id}`)}>《{title}》</a> : `《${title}》`}</div>
            ))}
          </dd>
        </>
      )}
      {feedback.length > 0 && (
        <>
          <dt>意见反馈</dt>
          <dd>
            {feedback.map(({ id, label }) => (
              <div key={id}>
                <a href={href(`/feedback/${id}`)}>{label}</a>
              </div>
            ))}
          </dd>
        </>
      )}
    </dl>
  );
}

function Part({ title, text }: { title: string; text: string | undefined }) {
  return text ? (
    <section>
      <h3>{title}</h3>
      <p class="work-text">{text}</p>
    </section>
  ) : null;
}

/** Target, what was said about a delay, and how it ended. */
export function Texts({ item }: { item: WorkItem }) {
  const { target, explanation, result, cancelReason, state, overdue } = item;
  return (
    <>
      {isEnded(state) && <p class="work-notice">这一项{stateWords[state]}，只能查看，不能再改。</p>}
      {overdue && (
        <p class="work-notice red" role="note">
          <strong>已经超过完成时限。</strong>要写明原因、进一步推进措施和新的完成时限，才能往下走。
        </p>
      )}
      <Part title="目标" text={target} />
      {explanation && (
        <>
          <Part title="未完成的原因" text={explanation.reason} />
          <Part title={`进一步推进措施（新的完成时限 ${explanation.until}）`} text={explanation.measures} />
        </>
      )}
      <Part title="完成结果" text={result} />
      <Part title="取消的原因" text={cancelReason} />
    </>
  );
}
