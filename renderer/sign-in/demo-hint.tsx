import type { ReactNode } from 'react';

/** The PINs of the demo clinic; nothing at all in a real one. */
export function DemoHint(): ReactNode {
  return null;
}
