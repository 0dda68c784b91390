export { Fragment, h } from "./node.ts";
export { render } from "./render.ts";
