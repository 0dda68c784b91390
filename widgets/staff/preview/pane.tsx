import "./pane.css";
import { useEffect, useRef, useState } from "preact/hooks";
import type { MaterialPage } from "../../../functions/materials/contract.ts";
import { isReady, sayPage } from "./messages.ts";

const widths = [
  { width: 1200, label: "电脑" },
  { width: 320, label: "手机" },
] as const;

/** Milliseconds: each keystroke would be too often. */
const PAUSE = 400;

/** The material as the portal will show it, at the width of a computer's column and of a phone, made small enough to fit. */
export default function PreviewPane({ page }: { page: MaterialPage }) {
  const [width, setWidth] = useState<number>(window.innerWidth < 640 ? 320 : 1200);
  const [room, setRoom] = useState({ width: 0, height: 0 });
  const [ready, setReady] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const frame = useRef<HTMLIFrameElement>(null);
  const text = JSON.stringify({ ...page, publishedAt: "", editions: [] });

  useEffect(() => {
    const onMessage = (event: MessageEvent) => {
      if (isReady(event, frame.current?.contentWindow ?? null)) setReady(true);
    };
    window.addEventListener("message", onMessage);
    return () => window.removeEventListener("message", onMessage);
  }, []);

  useEffect(() => {
    const node = box.current!;
    const measure = () => setRoom({ width: node.clientWidth, height: node.clientHeight });
    const watcher = new ResizeObserver(measure);
    watcher.observe(node);
    measure();
    return () => watcher.disconnect();
  }, []);

  const sentRef = useRef(false);
  const pageRef = useRef(page);
  useEffect(() => void (pageRef.current = page));
  useEffect(() => {
    if (!ready) return undefined;
    const send = () => {
      sentRef.current = true;
      if (frame.current?.contentWindow) sayPage(frame.current.contentWindow, pageRef.current);
    };
    // The first comes at once.
    const timer = window.setTimeout(send, sentRef.current ? PAUSE : 0);
    return () => window.clearTimeout(timer);
  }, [ready, text]);

  const scale = room.width > 0 ? Math.min(1, room.width / width) : 1;
  return (
    <section class="preview" aria-label="预览">
      <div class="toolbar preview-head">
        <h2>预览</h2>
        <span class="muted small">和网站上看到的一样</span>
        <span class="grow" />
        <div class="toolbar" role="group" aria-label="预览宽度">
          {widths.map((each) => (
            <button key={each.width} type="button" class="plain" aria-pressed={width === each.width} onClick={() => setWidth(each.width)}>
              {each.label}
            </button>
          ))}
        </div>
      </div>
      <div ref={box} class="preview-box">
        {/* oxlint-disable-next-line react/iframe-missing-sandbox -- our own page under a stricter policy than this one; a sandbox that lets its scripts read us is none */}
        <iframe
          ref={frame}
          // A portal that frames the workbench frames the preview with it.
          src={window.parent === window ? "/staff/preview" : "/staff/preview?framed=1"}
          title={`预览：${width === 320 ? "手机" : "电脑"}，宽 ${width} 像素`}
          style={{
            width: `${width}px`,
            height: `${room.height / scale}px`,
            transform: `scale(${scale})`,
            marginLeft: `${Math.max(0, (room.width - width * scale) / 2)}px`,
          }}
        />
      </div>
    </section>
  );
}
