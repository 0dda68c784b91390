import { shared } from "./shared-lookup.ts";

type Tag = HTMLElement & { update?: () => void };

const tags = (): NodeListOf<Tag> => document.querySelectorAll<Tag>("gxjt-materials,gxjt-feedback,gxjt-progress,gxjt-admin");

/** What host pages may call, described at /embed/ for those who build them. Its version follows semver: see there, too. */
const api = {
  version: "1.0.0",

  /** After the page has changed attributes, or to begin again after `destroy`: looks for tags, and each reads its attributes anew. */
  update(): void {
    shared.observer?.observe(document, { childList: true, subtree: true });
    for (const tag of tags()) {
      // The div forms hand their attributes on.
      for (const { name, value } of tag.parentElement?.attributes ?? [])
        if (name.startsWith("data-")) tag.setAttribute(name.slice(5), value);
      tag.update?.();
    }
    shared.scan?.();
  },

  /** Takes everything of ours off the page and stops looking for more; the page's own div forms stay, empty. */
  destroy(): void {
    shared.observer?.disconnect();
    for (const tag of tags()) tag.remove();
  },
};

// A page that has a thing of this name keeps it. (An element with this id is no such thing.)
if (!{}.hasOwnProperty.call(window, "gxjt")) Object.assign(window, { gxjt: api });
