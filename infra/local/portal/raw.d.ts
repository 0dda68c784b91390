/** The bundler and the test runner hand such a file over as text. */
declare module "*?raw" {
  const text: string;
  export default text;
}
