/* oxlint-disable react/jsx-key -- these rows hold no state and never change places; a key would only cost bytes */
import type { ComponentChild } from "preact";
import type { FeedbackReceipt, FormToken } from "../../functions/feedback/contract.ts";
import { call, recall, remember } from "../core/api.ts";
import type { Problem } from "../core/api.ts";
import { json } from "../core/json.ts";
import { define } from "../core/shared.ts";
import * as t from "../core/texts.ts";
import { Widget } from "../core/widget.ts";
import type * as MoreChunk from "./more.tsx";
import { emptyForm, FormView } from "./view-form.tsx";
import type { FormValues } from "./view-form.tsx";
import css from "./form.css?inline";

type Tab = "form" | "thanks" | "track" | "answers";

interface State {
  tab: Tab;
  values: FormValues;
  errors: Partial<Record<string, string>>;
  units: FormToken["units"];
  message?: string;
  busy: boolean;
  receipt?: FeedbackReceipt | undefined;
  /** Draws the two other tabs, once their chunk is there. */
  other?: MoreChunk.Draw;
}

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** `<gxjt-feedback>`: the form; what is asked for less often (查询, 答复公开) is drawn by a chunk of its own. */
export class Feedback extends Widget<State> {
  /** Of the material in question, or of the column. */
  declare material: string | undefined;
  /** One for each filled form: retries and reloads send the same, so that it counts once. */
  declare key: string;
  declare token: Promise<FormToken & { at: number }> | undefined;

  css(): string {
    return css;
  }

  start(): void {
    this.state = { tab: "form", values: emptyForm, errors: {}, units: [], busy: false };
    const draft = json.parse(recall("sessionStorage", this.draftName()) || "{}") as Partial<FormValues> & { key?: string };
    this.key = draft.key || this.newKey();
    this.set({ values: { ...emptyForm, kind: draft.kind || emptyForm.kind, unit: draft.unit || "", text: draft.text || "" } });
    if (draft.unit) void this.ask();
    this.emit("ready");
  }

  override update(): void {
    super.update();
    this.material = this.getAttribute("material") || undefined;
    if (this.state) this.set({});
  }

  draftName(): string {
    return "draft:" + this.base + (this.material || "");
  }

  newKey(): string {
    // crypto.randomUUID is missing on plain-HTTP hosts and in older browsers.
    return String(crypto.getRandomValues(new Uint32Array(4)));
  }

  /** Fetches token and units when the person turns to the form; asked again only after a token was refused. */
  async ask(): Promise<void> {
    this.token ||= call(this.base + "/api/feedback/form", "formToken").then((text) => ({
      ...(json.parse(text) as FormToken),
      at: performance.now(),
    }));
    try {
      const { units } = await this.token;
      // Drawn only when there is something new: on a translated page, drawing between press and release would swallow the click.
      if (units !== this.state.units) this.set({ units });
    } catch {
      this.token = undefined;
    }
  }

  /** What must survive a reload. Name and contact are never kept. A flat object, so Prototype's Array#toJSON does no harm. */
  keepDraft(): void {
    const { kind, unit, text } = this.state.values;
    remember("sessionStorage", this.draftName(), text && json.stringify({ kind, unit, text, key: this.key }));
  }

  input(event: Event): void {
    const { name, value, type, checked } = event.target as HTMLInputElement;
    this.set({ values: { ...this.state.values, [name]: type === "checkbox" ? checked : value } });
    this.keepDraft();
  }

  async submit(event: Event): Promise<void> {
    event.preventDefault();
    const { values, busy } = this.state;
    const errors: State["errors"] = {};
    if (values.text.trim().length < 2) errors.text = t.textMissing;
    if ((values.name || values.contact) && !values.consent) errors.consent = t.consentMissing;
    if (busy || this.refuse(errors, "")) return;
    this.set({ busy: true, message: t.sending });
    try {
      // A token that has gone stale is no concern of the person: once, a fresh one is used.
      const text = await this.post().catch((problem: Problem) =>
        /token/.test(problem.code) ? this.post((this.token = undefined)) : Promise.reject(problem),
      );
      this.key = this.newKey();
      this.token = undefined;
      const receipt = json.parse(text) as FeedbackReceipt;
      // The code stands here whether or not the chunk with the fine page for it can be had.
      this.set({ receipt, busy: false, message: t.received + receipt.code, values: emptyForm });
      this.keepDraft();
      this.emit("sent", { material: this.material });
      await this.turnTo("thanks");
    } catch (problem) {
      await this.fail(problem as Problem);
    }
  }

  async post(_fresh?: undefined): Promise<string> {
    await this.ask();
    if (!this.token) throw { code: "unavailable" };
    const { formToken, at } = await this.token;
    // The server takes a form sent within 3 s for a robot's; the rest of that time is waited here, by a clock that nobody sets.
    await wait(at + 3200 - performance.now());
    const { unit, ...values } = this.state.values;
    return call(this.base + "/api/feedback", "receivedAt", {
      method: "POST",
      headers: { "content-type": "application/json", "idempotency-key": this.key },
      body: json.stringify({ ...values, unit: unit || undefined, material: this.material, formToken }),
    });
  }

  async fail(problem: Problem): Promise<void> {
    const errors: State["errors"] = {};
    for (const { field } of problem.errors || []) errors[field] = t.fieldWrong;
    let message = t.lineAway;
    // What was sent before the change has arrived; what is in the form now is another one.
    if (problem.code === "idempotency-mismatch") this.key = this.newKey();
    try {
      if (problem.code !== "unavailable") message = (await this.more()).problemText(problem);
    } catch {
      // The line is down altogether, which is what the sentence says.
    }
    this.emit("error", { code: problem.code });
    this.refuse(errors, t.notSent + message);
  }

  /** Shows what is wrong and leads there; true if anything was. */
  refuse(errors: State["errors"], message: string): boolean {
    this.set({ errors, message, busy: false });
    const [first] = Object.keys(errors);
    if (first) this.root.querySelector<HTMLElement>("#" + first)?.focus();
    return !!first;
  }

  more(): Promise<typeof MoreChunk> {
    return import(/* @vite-ignore */ __GXJT_MORE__) as Promise<typeof MoreChunk>;
  }

  async turnTo(tab: Tab): Promise<void> {
    try {
      this.set({ other: this.state.other || (await this.more()).attach(this), tab });
    } catch {
      // Without its chunk a tab stays shut; the plain page has everything, too.
      if (tab !== "thanks") location.assign(this.base + "/column/feedback");
    }
  }

  view(): ComponentChild {
    const { tab, other } = this.state;
    const tabs: [Tab, string][] = [
      ["form", t.feedbackName],
      ["track", t.track],
    ];
    if (!this.material) tabs.push(["answers", t.answered]);
    return (
      <>
        <div part="tabs" class="tabs">
          {tabs.map(([name, label]) => (
            <button type="button" class="plain" aria-pressed={tab === name} onClick={() => void this.turnTo(name)}>
              {label}
            </button>
          ))}
        </div>
        {other && tab !== "form" ? (
          other(tab)
        ) : (
          <FormView
            {...this.state}
            onInput={(event) => this.input(event)}
            onFocusIn={() => void this.ask()}
            onSubmit={(event) => void this.submit(event)}
          />
        )}
      </>
    );
  }
}

define("feedback", Feedback);
