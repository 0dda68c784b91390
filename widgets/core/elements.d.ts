import "preact";

declare module "preact" {
  namespace JSX {
    interface IntrinsicElements {
      "gxjt-feedback": { material?: string; api?: string; size?: string | undefined; exportparts?: string };
    }
  }
}
