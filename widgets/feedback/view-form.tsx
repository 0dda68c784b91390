/* oxlint-disable react/jsx-key -- these rows hold no state and never change places; a key would only cost bytes */
import type { ComponentChildren, VNode } from "preact";
import * as t from "../core/texts.ts";

/** What a person fills in; also what the plain page posts. */
export interface FormValues {
  kind: string;
  unit: string;
  text: string;
  name: string;
  contact: string;
  consent: boolean;
  website: string;
}

export const emptyForm: FormValues = { kind: t.kinds[0], unit: "", text: "", name: "", contact: "", consent: false, website: "" };

export interface FormProps {
  values: FormValues;
  /** Sentences beside the fields, by field name. */
  errors: Partial<Record<string, string>>;
  units: { id: string; name: string }[];
  /** Above the button: why it was not sent, or that it is being sent. */
  message?: ComponentChildren;
  busy?: boolean;
  /** Without script: address that the form posts to, and the hidden fields that go with it. */
  action?: string;
  hidden?: ComponentChildren;
  onInput?: (event: Event) => void;
  onFocusIn?: () => void;
  onSubmit?: (event: SubmitEvent) => void;
}

/** The form. Ids are of no concern to the host's page: in the browser they live in a shadow root. */
export function FormView(p: FormProps): VNode {
  const { values, errors } = p;
  const field = (name: "text" | "name" | "contact" | "consent" | "unit") => ({
    id: name,
    name,
    "aria-invalid": errors[name] ? ("true" as const) : undefined,
    "aria-describedby": errors[name] && name + "-error",
  });
  const error = (name: string) => errors[name] && <b id={name + "-error"}>{errors[name]}</b>;
  return (
    <form
      part="form"
      method="post"
      action={p.action}
      novalidate={!!p.onSubmit}
      onInput={p.onInput}
      onFocusIn={p.onFocusIn}
      onSubmit={p.onSubmit}
    >
      {p.hidden}
      <fieldset>
        <legend>{t.kind}</legend>
        {t.kinds.map((kind) => (
          <label>
            <input type="radio" name="kind" value={kind} checked={kind === values.kind} />
            {kind}
          </label>
        ))}
      </fieldset>
      <label for="unit">{t.asWhom}</label>
      <select {...field("unit")} value={values.unit}>
        {[{ id: "", name: t.visitor }, ...p.units].map((unit) => (
          <option value={unit.id} selected={unit.id === values.unit}>
            {unit.name}
          </option>
        ))}
      </select>
      {error("unit")}
      <label for="text">
        {t.content} <span>{values.text.length}/2000</span>
      </label>
      <textarea {...field("text")} rows={6} maxlength={2000} required placeholder={t.contentHint} value={values.text} />
      {error("text")}
      <div class="two">
        <div>
          <label for="name">{t.personName}</label>
          <input {...field("name")} maxlength={30} autocomplete="name" value={values.name} />
          {error("name")}
        </div>
        <div>
          <label for="contact">{t.contact}</label>
          <input {...field("contact")} maxlength={60} value={values.contact} />
          {error("contact")}
        </div>
      </div>
      <label>
        <input type="checkbox" {...field("consent")} value="true" checked={values.consent} />
        {t.consent}
        <small>{t.consentHint}</small>
      </label>
      {error("consent")}
      <div class="off" aria-hidden="true">
        <label for="website">{t.website}</label>
        <input id="website" name="website" tabindex={-1} autocomplete="off" value={values.website} />
      </div>
      <div role="status">
        {p.message && (
          <p part="notice" class="note">
            {p.message}
          </p>
        )}
      </div>
      <button aria-disabled={p.busy}>{t.submit}</button> <small>{t.moderated}</small>
    </form>
  );
}
