import type { ReactNode } from 'react';

/** Three lanes of a day, one of them booked: the product in one picture. */
export function BrandMark({
  className,
  size = 32,
}: {
  readonly className?: string | undefined;
  readonly size?: number;
}): ReactNode {
  return (
    <span className={className}>
      <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden focusable="false">
        <rect width="32" height="32" rx="9" fill="currentColor" />
        <rect x="7" y="8" width="11" height="4" rx="2" fill="#fff" opacity="0.55" />
        <rect x="11" y="14" width="14" height="4" rx="2" fill="#fff" />
        <rect x="7" y="20" width="8" height="4" rx="2" fill="#fff" opacity="0.55" />
      </svg>
    </span>
  );
}
