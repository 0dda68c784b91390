import { observable } from "./observable.ts";

/** Sentences above every screen, by who says them; for what must not be overlooked. */
export const banners = observable<Readonly<Record<string, string>>>({});

/** Shows or, without a text, takes away one sentence. */
export function setBanner(name: string, text?: string): void {
  const { [name]: _, ...others } = banners.get();
  banners.set(text ? { ...others, [name]: text } : others);
}
