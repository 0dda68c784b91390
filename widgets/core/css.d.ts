/** Vite gives the minified text of a style sheet for `?inline`. */
declare module "*.css?inline" {
  const css: string;
  export default css;
}

/** Hashed file names that infra/build-widgets.ts bakes in. */
declare const __GXJT_DETAIL__: string;
declare const __GXJT_MORE__: string;
declare const __GXJT_LIST__: string;
declare const __GXJT_FORM__: string;
declare const __GXJT_BOTH__: string;
declare const __GXJT_ADMIN__: string;
declare const __GXJT_PROGRESS__: string;
