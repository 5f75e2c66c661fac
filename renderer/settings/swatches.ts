/** Colours that can be told apart on a light and a dark timeline. */
export const swatches: string[] = [
  '#1971c2',
  '#0c8599',
  '#087f5b',
  '#2b8a3e',
  '#5c940d',
  '#e67700',
  '#d9480f',
  '#c92a2a',
  '#a61e4d',
  '#862e9c',
  '#5f3dc4',
  '#364fc7',
  '#495057',
  '#7a5c3e',
  '#3b7a57',
  '#8c6d1f',
];
