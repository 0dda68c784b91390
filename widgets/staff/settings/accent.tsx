import { CONTRAST, contrastWithWhite, defaultAccent, readableAccent } from "../../../functions/settings/accent.contract.ts";
import { Button, TextField } from "../shell/form.tsx";

/** Colours that portals of party and government bodies use, each readable on white. */
const usual = [
  [defaultAccent, "党建红"],
  ["#8c1d18", "深红"],
  ["#1f5fa8", "政务蓝"],
  ["#0b4a8f", "深蓝"],
  ["#1e6b3a", "绿"],
  ["#3c444d", "灰"],
] as const;

const isColour = (text: string) => /^#[0-9a-f]{6}$/i.test(text);

/** Whether the colour may be saved: "#rrggbb" with enough contrast to white. */
export const usableAccent = (text: string): boolean => isColour(text) && contrastWithWhite(text.toLowerCase()) >= CONTRAST;

interface AccentProps {
  value: string;
  editable: boolean;
  onChange: (colour: string) => void;
}

/** The column's colour, with its contrast and how it will look. */
export function Accent({ value, editable, onChange }: AccentProps) {
  const known = isColour(value);
  const contrast = known ? contrastWithWhite(value.toLowerCase()) : 0;
  const near = known && contrast < CONTRAST ? readableAccent(value.toLowerCase()) : undefined;
  const told = `与白色的对比度 ${contrast.toFixed(2)} : 1`;
  const fault = known
    ? near && `${told}，太浅，视力不好的人看不清（至少要 ${CONTRAST} : 1）。相近而看得清的是 ${near}。`
    : "请写成 # 加六位，比如 #b3261e，或者直接点选颜色。";
  return (
    <section class="card stack" aria-labelledby="accent-heading">
      <h2 id="accent-heading">主色</h2>
      <p>栏目的标题、链接和按钮用这个颜色。门户网站自己设了颜色的，以门户的为准。保存后，普通网页两分钟内变过来，门户网站上五分钟内。</p>
      {editable && (
        <div class="toolbar" role="group" aria-label="常用颜色">
          {usual.map(([colour, name]) => (
            <button key={colour} type="button" class="plain" aria-pressed={value.toLowerCase() === colour} onClick={() => onChange(colour)}>
              <span class="swatch" aria-hidden="true" style={{ background: colour }} />
              {name}
            </button>
          ))}
        </div>
      )}
      <div class="add-row">
        <TextField
          label="颜色值"
          name="accent"
          value={value}
          maxLength={7}
          disabled={!editable}
          error={fault}
          hint={known && !near ? `${told}，看得清。` : undefined}
          onInput={(text) => onChange(text.trim().toLowerCase())}
        />
        {editable && (
          <TextField label="点选颜色" name="picker" type="color" value={known ? value : defaultAccent} onInput={(text) => onChange(text)} />
        )}
        {near && editable && (
          <Button kind="plain" onClick={() => onChange(near)}>
            改用 {near}
          </Button>
        )}
      </div>
      {known && (
        <div class="accent-look" style={{ "--look": value }}>
          <b>看起来是这样</b>
          <span class="accent-link">论语心得</span>
          <span class="accent-button">提交反馈</span>
        </div>
      )}
    </section>
  );
}
