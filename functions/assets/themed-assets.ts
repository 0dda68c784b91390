import { themeLine, themeSheet } from "../settings/theme.ts";
import { answerAsset, type Asset, assetFrom, type AssetSource } from "./assets.ts";

/**
 * The embedded files in the settings' accent colour: the loader with its line, and the plain pages' second sheet. Both are made once
 * for a colour; all other files, and the loader under the usual colour, are handed through as built.
 */
export function themedAssets(assets: AssetSource, accentNow: () => Promise<string>) {
  let accent = "";
  let loader: Asset | undefined;
  let sheet: Asset | undefined;

  async function themed(name: string, request: Request): Promise<Response | undefined> {
    const now = await accentNow();
    if (now !== accent) {
      const built = await assets("gxjt.js");
      loader = built && assetFrom("gxjt.js", Buffer.concat([built.bytes, Buffer.from(themeLine(now))]));
      sheet = assetFrom("theme.css", Buffer.from(themeSheet(now)));
      accent = now;
    }
    const asset = name === "gxjt.js" ? loader : sheet;
    return asset && answerAsset(asset, request);
  }

  return (name: string, request: Request): Response | undefined | Promise<Response | undefined> => {
    if (name === "gxjt.js" || name === "theme.css") return themed(name, request);
    // `/embed/` is the page that describes all this to those who build portals.
    const asset = assets(name || "index.html");
    return asset instanceof Promise ? asset.then((found) => found && answerAsset(found, request)) : asset && answerAsset(asset, request);
  };
}
