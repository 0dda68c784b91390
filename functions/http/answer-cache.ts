/** Finished public answers, repeated for a moment: a crowd on one list costs one read of the store. */
export interface FinishedAnswer {
  body: string;
  etag: string;
  until: number;
  /** The body as gzip, made when first asked for. */
  packed?: Uint8Array<ArrayBuffer>;
}

const MOST_ANSWERS = 500;
const MOST_CHARACTERS = 200_000;

export class AnswerCache {
  #answers = new Map<string, FinishedAnswer>();

  get(key: string, now: number): FinishedAnswer | undefined {
    const answer = this.#answers.get(key);
    return answer && answer.until > now ? answer : undefined;
  }

  set(key: string, answer: FinishedAnswer): void {
    if (answer.body.length > MOST_CHARACTERS) return;
    // A Map keeps insertion order, so the first key is the oldest answer.
    this.#answers.delete(key);
    if (this.#answers.size >= MOST_ANSWERS) this.#answers.delete(this.#answers.keys().next().value!);
    this.#answers.set(key, answer);
  }
}
