import type { ComponentChildren, Ref, TargetedMouseEvent } from "preact";
import { useId } from "preact/hooks";
import { problemText } from "./problems.ts";

interface Common {
  label: string;
  name: string;
  error?: string | undefined;
  hint?: ComponentChildren;
  required?: boolean;
  disabled?: boolean;
}

interface FrameProps extends Common {
  id: string;
  children: ComponentChildren;
}

function Framed({ id, label, error, hint, required, children }: FrameProps) {
  return (
    <div class="field">
      <label for={id}>
        {label}
        {required && <span class="required">（必填）</span>}
      </label>
      {children}
      {hint && (
        <small id={`${id}-hint`} class="muted">
          {hint}
        </small>
      )}
      <span id={`${id}-error`} class="field-error">
        {error}
      </span>
    </div>
  );
}

/** What every input carries so that label, hint and error are read out with it. */
function inputProps(id: string, { name, error, hint, required, disabled }: Common) {
  return {
    id,
    name,
    disabled,
    "aria-required": required,
    "aria-invalid": error !== undefined,
    "aria-describedby": `${hint ? `${id}-hint ` : ""}${id}-error`,
  };
}

interface TextProps extends Common {
  value: string;
  onInput: (text: string) => void;
  type?: "text" | "password" | "date" | "time" | "datetime-local" | "month" | "number" | "url" | "search" | "color";
  maxLength?: number;
  autoComplete?: string;
  placeholder?: string;
  min?: string | number;
  max?: string | number;
  list?: string;
  inputRef?: Ref<HTMLInputElement>;
}

export function TextField({
  value,
  onInput,
  type = "text",
  maxLength,
  autoComplete = "off",
  placeholder,
  min,
  max,
  list,
  inputRef,
  ...common
}: TextProps) {
  // Preact types each kind of input apart; these props fit all of them.
  const kind = { type } as { type: "text" };
  const id = useId();
  return (
    <Framed id={id} {...common}>
      <input
        {...inputProps(id, common)}
        ref={inputRef ?? null}
        {...kind}
        value={value}
        maxLength={maxLength}
        autocomplete={autoComplete}
        placeholder={placeholder}
        min={min}
        max={max}
        list={list}
        onInput={(event) => onInput(event.currentTarget.value)}
      />
    </Framed>
  );
}

interface AreaProps extends Common {
  value: string;
  onInput: (text: string) => void;
  rows?: number;
  maxLength?: number;
  placeholder?: string;
  areaRef?: Ref<HTMLTextAreaElement>;
}

/** A text area that says how much room is left once a tenth of it remains. */
export function TextArea({ value, onInput, rows = 5, maxLength, placeholder, areaRef, ...common }: AreaProps) {
  const id = useId();
  const left = maxLength === undefined ? undefined : maxLength - value.length;
  const room = left !== undefined && maxLength !== undefined && left < maxLength / 10 ? `还可以写 ${left} 字` : undefined;
  return (
    <Framed id={id} {...common} hint={room ?? common.hint}>
      <textarea
        {...inputProps(id, { ...common, hint: room ?? common.hint })}
        ref={areaRef ?? null}
        rows={rows}
        value={value}
        maxLength={maxLength}
        placeholder={placeholder}
        onInput={(event) => onInput(event.currentTarget.value)}
      />
    </Framed>
  );
}

export interface Option {
  value: string;
  label: string;
}

interface SelectProps extends Common {
  value: string;
  onInput: (value: string) => void;
  options: readonly (Option | string)[];
}

export function SelectField({ value, onInput, options, ...common }: SelectProps) {
  const id = useId();
  return (
    <Framed id={id} {...common}>
      <select {...inputProps(id, common)} value={value} onChange={(event) => onInput(event.currentTarget.value)}>
        {options.map((option) => {
          const { value: key, label } = typeof option === "string" ? { value: option, label: option } : option;
          return (
            <option key={key} value={key} selected={key === value}>
              {label}
            </option>
          );
        })}
      </select>
    </Framed>
  );
}

interface CheckProps extends Common {
  checked: boolean;
  onInput: (checked: boolean) => void;
}

export function CheckField({ checked, onInput, ...common }: CheckProps) {
  const id = useId();
  return (
    <div class="field check">
      <label for={id}>
        <input {...inputProps(id, common)} type="checkbox" checked={checked} onChange={(event) => onInput(event.currentTarget.checked)} />
        <span>{common.label}</span>
      </label>
      {common.hint && (
        <small id={`${id}-hint`} class="muted">
          {common.hint}
        </small>
      )}
      <span id={`${id}-error`} class="field-error">
        {common.error}
      </span>
    </div>
  );
}

/** What went wrong with a form as a whole; read out when it appears. */
export function FormError({ problem }: { problem: unknown }) {
  return <div role="alert">{problem !== undefined && problem !== null && <p class="form-error">{problemText(problem)}</p>}</div>;
}

interface ButtonProps {
  kind?: "main" | "plain" | "danger" | "quiet";
  /** Shows that the work goes on; a second click does nothing. */
  busy?: boolean;
  disabled?: boolean;
  submit?: boolean;
  onClick?: (event: TargetedMouseEvent<HTMLButtonElement>) => void;
  children: ComponentChildren;
  "aria-label"?: string;
  "aria-pressed"?: boolean;
  "aria-expanded"?: boolean;
  title?: string;
}

export function Button({ kind = "main", busy = false, disabled = false, submit = false, onClick, children, ...rest }: ButtonProps) {
  return (
    <button
      {...rest}
      type={submit ? "submit" : "button"}
      class={kind}
      disabled={disabled}
      aria-disabled={busy || undefined}
      aria-busy={busy || undefined}
      onClick={(event) => {
        if (busy) event.preventDefault();
        else onClick?.(event);
      }}
    >
      {busy && <span class="spinner" aria-hidden="true" />}
      {children}
    </button>
  );
}
