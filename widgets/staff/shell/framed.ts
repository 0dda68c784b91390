/** Whether this page stands in a portal's frame, where it has a cookie of its own (functions/people/session-cookies.ts). */
export const framed = window.parent !== window && /[?&]framed=1(&|$)/.test(location.search);
