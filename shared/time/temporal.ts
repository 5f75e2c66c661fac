import { Temporal as Polyfill } from 'temporal-polyfill';

// The only home of Temporal. Node 26 and Chromium have it natively; Electron's Node 24 does not.
// The cast is sound: the polyfill implements the same specification as the built-in types describe.
export const temporal: typeof Temporal =
  (globalThis as { Temporal?: typeof Temporal }).Temporal ?? (Polyfill as unknown as typeof Temporal);
