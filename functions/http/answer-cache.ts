import type { Packed } from "./packing.ts";

/** Finished public answers, repeated for a moment: a crowd on one list costs one read of the store. */
export interface FinishedAnswer {
  body: string;
  etag: string;
  until: number;
  packed: Packed;
}

/** Characters held in all, about 8 MB at the most; one answer may take a twentieth. */
const MOST_CHARACTERS = 4_000_000;

export class AnswerCache {
  #answers = new Map<string, FinishedAnswer>();
  #characters = 0;

  get(key: string, now: number): FinishedAnswer | undefined {
    const answer = this.#answers.get(key);
    return answer && answer.until > now ? answer : undefined;
  }

  set(key: string, answer: FinishedAnswer): void {
    if (answer.body.length > MOST_CHARACTERS / 20) return;
    this.#drop(key);
    this.#answers.set(key, answer);
    this.#characters += answer.body.length;
    // A Map keeps insertion order, so the first key is the oldest answer.
    while (this.#characters > MOST_CHARACTERS) this.#drop(this.#answers.keys().next().value!);
  }

  #drop(key: string): void {
    this.#characters -= this.#answers.get(key)?.body.length ?? 0;
    this.#answers.delete(key);
  }
}
