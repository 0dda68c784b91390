import { type WorkItemContent, workItemLimits } from "../../../functions/work-items/contract.ts";
import { Button, TextField } from "../shell/form.tsx";
import { fieldError } from "../shell/problems.ts";

type Milestones = WorkItemContent["milestones"];

interface MilestonesProps {
  milestones: Milestones;
  problem: unknown;
  onChange: (milestones: Milestones) => void;
}

/** 里程碑 of a project, one after another; each keeps its id. */
export function MilestonesField({ milestones, problem, onChange }: MilestonesProps) {
  const set = (place: number, change: Partial<Milestones[number]>) =>
    onChange(milestones.map((one, at) => (at === place ? { ...one, ...change } : one)));
  return (
    <fieldset class="stack">
      <legend>里程碑</legend>
      <p class="muted small">项目分几步走，每一步到哪一天完成。</p>
      {milestones.map((one, place) => (
        // A place has no other name while the milestone is new.
        <div key={place} class="work-milestone">
          <TextField
            label={`里程碑 ${place + 1}`}
            name={`milestone-${place}`}
            maxLength={workItemLimits.milestone}
            value={one.title}
            error={fieldError(problem, `milestones.${place}.title`)}
            onInput={(title) => set(place, { title })}
          />
          <TextField
            label="完成日期"
            name={`milestone-date-${place}`}
            type="date"
            value={one.date}
            error={fieldError(problem, `milestones.${place}.date`)}
            onInput={(date) => set(place, { date })}
          />
          <Button kind="quiet" aria-label={`删除里程碑 ${place + 1}`} onClick={() => onChange(milestones.filter((_, at) => at !== place))}>
            删除
          </Button>
        </div>
      ))}
      {milestones.length < workItemLimits.milestones && (
        <div>
          <Button kind="plain" onClick={() => onChange([...milestones, { id: "", title: "", date: "" }])}>
            添加里程碑
          </Button>
        </div>
      )}
    </fieldset>
  );
}
