import type { Plugin } from "vite";

/** What we replace the file's functions by, under its own short names. Preact is pinned: another version stops the build here. */
const own: Record<string, string> = {
  // A node of the tree, without refs and add-ons.
  m: "function m(r,u,i,f){return{type:r,props:u,key:i,__k:null,__:null,__b:0,__e:null,constructor:h,__v:f||++t,__i:-1,__u:0}}",
  k: "function k(n,t,r){var u,f,o={},e=arguments.length;for(f in t)f=='key'?u=t[f]:o[f]=t[f];if(e>2)o.children=e>3?d.call(arguments,2):r;return m(n,o,u)}",
  // The first node of the page after a place in the tree.
  S: "function S(n,t){if(t==null)return n.__?S(n.__,n.__i+1):null;for(var r;t<n.__k.length;t++)if((r=n.__k[t])&&r.__e)return r.__e;return typeof n.type=='function'?S(n):null}",
  I: "function I(n,t,r,u,l){var s,h,v,w,d,_,g=u.__k||y,k=t.length;l=q(r,t,g,l,k);for(s=0;s<k;s++)if((v=r.__k[s])!=null){h=~v.__i&&g[v.__i]||p;v.__i=s;_=z(n,v,h,l);w=v.__e;d=d||w;if(4&v.__u){l=A(v,l,n);if(h.__e)h.__e=null}else if(typeof v.type=='function'&&_!==void 0)l=_;else if(w)l=w.nextSibling;v.__u&=-21}r.__e=d;return l}",
  A: "function A(n,t,r){var i,f,o=n.__e;if(typeof n.type=='function'){for(f=0,i=n.__k||y;f<i.length;f++)if(i[f]){i[f].__=n;t=A(i[f],t,r)}return t}t&&!t.parentNode&&(t=S(n))&&!t.parentNode&&(t=null);if(o!=t)r.insertBefore(o,t||null);return o.nextSibling}",
  N: "function N(n,t,r,u){if(t[0]=='o'&&t[1]=='n'){(n.__e||(n.__e={}))[t]=r;if(r&&u)return;(n.__a||(n.__a={}))[t]=c;var o=a[t]||(a[t]=V(t));t=t.slice(2).toLowerCase();r?n.addEventListener(t,o):n.removeEventListener(t,o)}else{if(!/^(width|height|href|tabIndex|download|role|(col|row)span)$/i.test(t)&&t in n)try{n[t]=r==null?'':r;return}catch(n){}r==null||r===!1&&t[4]!='-'?n.removeAttribute(t):n.setAttribute(t,r)}}",
  // An answer of a view that was not there when the event began must not hear it.
  V: "function V(t){return function(r){var u=this.__e[t];if(r[e]==null)r[e]=c++;else if(r[e]<this.__a[t])return;return u&&u(r)}}",
  // What was not made by `h`, such as an object out of JSON, is never drawn.
  z: "function z(t,r,u,l){var s=r.type;if(r.constructor!==h)return null;if(typeof s=='function'){s=s(r.props);if(s&&s.type===$&&s.key==null)s=s.props.children;return I(t,w(s)?s:[s],r,u,l)}r.__e=F(u.__e,r,u)}",
  F: "function F(t,r,u){var s,_,b,m,k,$=u.props||p,x=r.props,C=r.type;if(!C){if(!t)return document.createTextNode(x);if($!==x)t.data=x;return t}t=t||document.createElement(C);for(s in $)s=='children'||s in x||N(t,s,null,$[s]);for(s in x){k=x[s];if(s=='children')_=k;else if(s=='value')b=k;else if(s=='checked')m=k;else if($[s]!==k)N(t,s,k,$[s])}I(t,w(_)?_:[_],r,u,u.__k&&S(u,0));if(b!=null&&b!==t.value)N(t,'value',b);if(m!=null&&m!=t.checked)t.checked=m;return t}",
  J: "function J(t,u){(t.__k||y).some(function(n){n&&J(n,u||typeof t.type!='function')});u||g(t.__e);t.__e=t.__=null}",
  Q: "function Q(t,r){var i=r.__k;z(r,r.__k=m($,{children:[t]}),i||p,i?i.__e:null)}",
};
/** What stays as it is published. */
const kept = ["g", "$", "q", "P"];

/** A function of the minified file, found by its braces. */
function functionIn(code: string, name: string): string {
  const start = code.indexOf(`function ${name}(`);
  if (start < 0) throw new Error(`Preact has no function ${name}: this is another version`);
  let depth = 0;
  let at = code.indexOf("{", start);
  do {
    if (code[at] === "{") depth++;
    if (code[at] === "}") depth--;
    at++;
  } while (depth > 0);
  return code.slice(start, at);
}

/**
 * As much of Preact as our views use: functions, keys, events, attributes. Left out, for the budget of each bundle: classes, hooks,
 * contexts, refs, hydration, suspense, portals, styles, SVG and raw HTML (2.3 kB less). What stays and the order of the work are Preact's.
 */
export const slimPreact: Plugin = {
  name: "gxjt-slim-preact",
  transform: {
    filter: { id: /\/preact\/dist\/preact\.mjs$/ },
    handler(code) {
      const texts = kept.map((name) => functionIn(code, name).replace(",J(e,e))", ",J(e))"));
      for (const name of Object.keys(own)) functionIn(code, name);
      if (!code.includes("export{x as Component,$ as Fragment,") || !code.includes("k as h,") || !code.includes("Q as render,"))
        throw new Error("Preact exports other names: this is another version");
      return [
        'var t=0,c=0,h=Symbol.for("pv"),e=Symbol(),p={},y=[],a={},w=Array.isArray,d=y.slice;',
        ...texts,
        ...Object.values(own),
        "export{$ as Fragment,k as h,Q as render}",
      ].join("\n");
    },
  },
};
