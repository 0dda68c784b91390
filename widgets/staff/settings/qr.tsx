import { announce } from "../shell/announce.tsx";
import { Button } from "../shell/form.tsx";
import { saveFile } from "../shell/sheets.ts";
import { qrCanvas, qrOf, svgText } from "./qr-path.ts";

/** The address as a QR code, to print and to pass on. Its module is loaded when first shown. */
export default function Qr({ address, name }: { address: string; name: string }) {
  const picture = qrOf(address);
  const savePng = () =>
    qrCanvas(picture).toBlob((blob) => {
      if (blob) saveFile(`${name}.png`, blob);
      else announce("图片没有生成，请改用 SVG。", "error");
    }, "image/png");
  return (
    <div class="qr">
      <svg
        viewBox={`0 0 ${picture.size} ${picture.size}`}
        width="220"
        height="220"
        role="img"
        aria-label={`二维码：${address}`}
        shape-rendering="crispEdges"
      >
        <path fill="#fff" d={`M0 0h${picture.size}v${picture.size}H0z`} />
        <path d={picture.path} />
      </svg>
      <div class="stack">
        <p>
          手机扫一扫打开：
          <br />
          <span class="address">{address}</span>
        </p>
        <div class="toolbar">
          <Button kind="plain" onClick={savePng}>
            下载图片（PNG）
          </Button>
          <Button
            kind="plain"
            onClick={() => saveFile(`${name}.svg`, new Blob([svgText(picture)], { type: "image/svg+xml;charset=utf-8" }))}
          >
            下载印刷用图（SVG）
          </Button>
        </div>
      </div>
    </div>
  );
}
