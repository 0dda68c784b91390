import { useEffect, useRef, useState } from "preact/hooks";

/** Milliseconds without a keystroke. */
const PAUSE = 350;

/** Waits until typing pauses: each keystroke would be a question of its own. What changes elsewhere is taken over. */
export function useTyped(value: string, onPause: (text: string) => void): [string, (text: string) => void] {
  const [text, setText] = useState(value);
  const toldRef = useRef(value);
  const tellRef = useRef(onPause);
  useEffect(() => void (tellRef.current = onPause));
  useEffect(() => {
    if (value === toldRef.current) return;
    toldRef.current = value;
    setText(value);
  }, [value]);
  useEffect(() => {
    if (text === toldRef.current) return undefined;
    const timer = window.setTimeout(() => {
      toldRef.current = text;
      tellRef.current(text);
    }, PAUSE);
    return () => window.clearTimeout(timer);
  }, [text]);
  return [text, setText];
}
