import { useState } from "preact/hooks";
import { TextField } from "../shell/form.tsx";

interface NumberFieldProps {
  label: string;
  name: string;
  value: number;
  onInput: (value: number) => void;
  disabled?: boolean;
  error?: string | undefined;
  hint?: string;
}

/** A whole number. What is half typed stays as it is; an empty field is NaN, which no rule lets pass. */
export function NumberField({ value, onInput, ...rest }: NumberFieldProps) {
  const [typed, setTyped] = useState<{ text: string; value: number }>();
  // A value from elsewhere (undo, a conflict) takes the place of what was typed.
  const text = typed && Object.is(typed.value, value) ? typed.text : Number.isFinite(value) ? String(value) : "";
  return (
    <TextField
      {...rest}
      type="number"
      value={text}
      onInput={(next) => {
        const number = next.trim() === "" ? NaN : Number(next);
        setTyped({ text: next, value: number });
        onInput(number);
      }}
    />
  );
}
