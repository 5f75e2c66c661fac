import type { ReactNode } from 'react';

/** A name as somebody typed it: isolated, so that right-to-left letters cannot rearrange what stands beside it. */
export function Name({ children }: { readonly children: string }): ReactNode {
  return <bdi>{withoutOverrides(children)}</bdi>;
}

/** The name without the invisible controls that reverse text (U+202A to U+202E, U+2066 to U+2069); for places that take no element. */
export function withoutOverrides(name: string): string {
  return name.replaceAll(/[\u202a-\u202e\u2066-\u2069]/g, '');
}
