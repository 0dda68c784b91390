import type { LampColour, Lamps } from "../../../functions/today/contract.ts";
import { href } from "../shell/router.ts";
import { can, useMe } from "../shell/session.ts";
import { columnWords, feedbackWords } from "./words.ts";

interface CardProps {
  name: string;
  colour: LampColour;
  head: string;
  text: string;
  link?: { to: string; text: string } | undefined;
}

/** The state is said in words; colour and shape only repeat it. */
function LampCard({ name, colour, head, text, link }: CardProps) {
  const shape = colour === "alarm" ? "red" : colour;
  return (
    <section class={`card today-lamp ${shape}`} aria-label={name}>
      <p class={`lamp ${shape}`}>
        <strong>{head}</strong>
      </p>
      <p class="small">{text}</p>
      {link && (
        <p>
          <a href={link.to}>{link.text}</a>
        </p>
      )}
    </section>
  );
}

/** How long the column and its visitors have waited. */
export function LampCards({ column, feedback }: Lamps) {
  const person = useMe();
  if (!column && !feedback) return null;
  const oldest = feedback?.oldest;
  return (
    <div class="today-lamps">
      {column && (
        <LampCard
          name="栏目更新"
          colour={column.colour}
          {...columnWords(column)}
          link={
            column.colour !== "none" && can(person, "cadre", "lead", "editor")
              ? { to: href("/materials/new"), text: "新建资料" }
              : undefined
          }
        />
      )}
      {feedback && (
        <LampCard
          name="反馈答复"
          colour={feedback.colour}
          {...feedbackWords(feedback)}
          link={oldest && feedback.colour !== "none" ? { to: href(`/feedback/${oldest.id}`), text: "去办最早的一条" } : undefined}
        />
      )}
    </div>
  );
}
