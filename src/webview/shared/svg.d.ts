/** esbuild's text loader gives an SVG file as its source. */
declare module '*.svg' {
  const source: string;
  // eslint-disable-next-line import-x/no-default-export -- the loader's only export is the default one
  export default source;
}
