// The slice of papaparse that is used. Its published types pull Node's into shared/, which must stay free of them.
declare module 'papaparse' {
  type ParseError = { readonly type: string; readonly code: string; readonly message: string; readonly row?: number };
  type ParseResult = {
    readonly data: readonly (readonly string[])[];
    readonly errors: readonly ParseError[];
  };
  type UnparseOptions = { readonly newline: string; readonly escapeFormulae: boolean | RegExp };
  const papaparse: {
    parse(text: string, options: { readonly newline: '\n'; readonly delimiter: string }): ParseResult;
    unparse(rows: readonly (readonly string[])[], options: UnparseOptions): string;
  };
  export default papaparse;
}
