/**
 * Keeps from the host's page what it would only spoil: pages that forbid the right button, selecting and pasting, and key shortcuts that
 * take our fields for plain page, since from outside every event comes from the element. Esc stays the page's own.
 */
export function calm(root: HTMLElement): void {
  for (const name of "contextmenu selectstart dragstart copy cut paste mousedown keydown keypress keyup".split(" ")) {
    root.addEventListener(name, (event) => {
      const inField = /^(?:input|textarea|select)$/.test((event.target as Element).localName);
      if (/^[mk]/.test(name) ? inField && (event as KeyboardEvent).key !== "Escape" : true) event.stopPropagation();
    });
  }
}
