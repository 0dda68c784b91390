import { activityLimits, type ActivityProblem } from "../../../functions/activities/contract.ts";
import { Button, TextArea, TextField } from "../shell/form.tsx";
import { fieldError } from "../shell/problems.ts";

interface ProblemsProps {
  problems: readonly ActivityProblem[];
  /** Visits say when a problem was solved. */
  dated: boolean;
  problem: unknown;
  onChange: (problems: ActivityProblem[]) => void;
}

/** The problems that were found, one after another; each keeps its id. */
export function ProblemsField({ problems, dated, problem, onChange }: ProblemsProps) {
  const set = (place: number, change: Partial<ActivityProblem>) =>
    onChange(problems.map((one, at) => (at === place ? { ...one, ...change } : one)));
  return (
    <fieldset class="stack">
      <legend>{dated ? "发现和解决的问题" : "查找出的问题"}</legend>
      {problems.map((one, place) => (
        // A place has no other name while the problem is new.
        <div key={place} class={dated ? "activity-problem dated" : "activity-problem"}>
          <TextArea
            label={`问题 ${place + 1}`}
            name={`problem-${place}`}
            rows={2}
            maxLength={activityLimits.problem}
            value={one.text}
            error={fieldError(problem, `problems.${place}.text`)}
            onInput={(text) => set(place, { text })}
          />
          {dated && (
            <TextField
              label="解决日期"
              name={`solved-${place}`}
              type="date"
              value={one.solvedOn}
              hint="没解决的不填"
              error={fieldError(problem, `problems.${place}.solvedOn`)}
              onInput={(solvedOn) => set(place, { solvedOn })}
            />
          )}
          <div>
            <Button kind="quiet" onClick={() => onChange(problems.filter((_, at) => at !== place))}>
              删除问题 {place + 1}
            </Button>
          </div>
        </div>
      ))}
      {problems.length < activityLimits.problems && (
        <div>
          <Button kind="plain" onClick={() => onChange([...problems, { id: "", text: "", solvedOn: "" }])}>
            添加问题
          </Button>
        </div>
      )}
    </fieldset>
  );
}
