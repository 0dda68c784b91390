// The one script of the snippet. It finds the tags, reserves their height and fetches one bundle.
// Plain ES5, and a module script instead of import(): the IE engine of dual-core browsers must get as far as the link.
(function () {
  var d = document;
  var w = window as unknown as {
    [name: symbol]: object;
    trustedTypes: { createPolicy(name: string, rules: object): { createScriptURL(url: string): string } };
  };
  var own = (d.currentScript || d.querySelector('[src*="/embed/gxjt.js"]')) as HTMLScriptElement;
  // A script's own address is absolute already, whatever <base href> says.
  var base = own.src.split("/embed/gxjt.js")[0]!;
  // Every kind of tag by its bundle, until that is asked for, and the joint one, which has no tag.
  var files: Record<string, string> = {
    materials: __GXJT_LIST__,
    feedback: __GXJT_FORM__,
    progress: __GXJT_PROGRESS__,
    admin: __GXJT_ADMIN__,
    both: __GXJT_BOTH__,
  };
  // Engines whose elements have parts have whatever else we need: shadow roots, module scripts, ResizeObserver.
  var able: unknown = own.part;
  var observer;

  function load(kind: string): void {
    var s = d.createElement("script");
    var file = files[kind]!;
    var url = base + "/embed/" + file + ".js";
    if (!file) return;
    files[kind] = "";
    s.type = "module";
    try {
      url = w.trustedTypes.createPolicy("gxjt", { createScriptURL: String }).createScriptURL(url);
    } catch (none) {}
    s.src = url;
    s.onerror = function () {
      able = false;
      scan();
    };
    d.head.appendChild(s);
  }

  function put(node: HTMLElement, tag: string): void {
    var a;
    var i;
    var item;
    // Drawn already.
    if (node.shadowRoot) return;
    if (!able) {
      if (node.querySelector("a")) return;
      a = d.createElement("a");
      a.href = base + (/n/.test(tag) ? "/staff/" : "/column/");
      a.textContent = "干训讲堂";
      node.appendChild(a);
    } else if (node.localName == tag) {
      // Given to the element through CSSOM, since a style attribute may be forbidden; the element keeps it.
      node.style.display = "block";
      // The window's height by its unit: to ask for it would lay out the host's page once more.
      // A form's height depends on its width, which is asked for once the page is laid out anyway, and before it is shown.
      if (/f/.test(tag))
        new ResizeObserver(function (_, me) {
          // Once: a new size of what is being watched would be reported to the page as an error.
          me.disconnect();
          node.style.minHeight = (node.offsetWidth < 280 ? 984 : node.offsetWidth < 480 ? 832 : 656) + "px";
        }).observe(node);
      else node.style.minHeight = /n/.test(tag) ? "60px" : "min(100vh," + (288 + 126 * (+node.getAttribute("limit")! || 20)) + "px)";
    } else if (!node.querySelector(tag)) {
      a = d.createElement(tag);
      for (i = 0; (item = node.attributes[i++]);) if (/^data-/.test(item.name)) a.setAttribute(item.name.slice(5), item.value);
      // Before what an unclosed tag has swallowed; the element takes our own link for pages without scripts out of sight.
      node.prepend(a);
      put(a, tag);
    }
  }

  function scan(): void {
    var found: string[] = [];
    Object.keys(files).forEach(function (kind) {
      var tag = "gxjt-" + kind;
      var i;
      var node;
      var nodes = d.querySelectorAll<HTMLElement>(tag + ",." + tag + ",[data-gxjt=" + kind + "]");
      for (i = 0; (node = nodes[i++]);) put(node, tag);
      if (nodes[0]) found.push(kind);
    });
    // Only the whole page tells whether it needs one bundle or the joint one.
    if (able && d.readyState != "loading") {
      if (found[1] == "feedback" && files.materials && files.feedback) {
        files.materials = files.both!;
        files.feedback = "";
      }
      found.forEach(load);
    }
  }

  if (able) {
    if (w[Symbol.for("gxjt")]) return;
    observer = new MutationObserver(scan);
    w[Symbol.for("gxjt")] = { base: base, load: load, scan: scan, observer: observer };
    observer.observe(d, { childList: true, subtree: true });
  }
  addEventListener("DOMContentLoaded", scan);
  scan();
})();
