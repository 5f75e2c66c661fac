import { IconLock } from '@tabler/icons-react';
import type { ReactNode } from 'react';

/** Says why something cannot be done by the one who is signed in. */
export function RoleNote({ children }: { readonly children: string }): ReactNode {
  return (
    <p
      style={{
        display: 'flex',
        alignItems: 'center',
        gap: 12,
        margin: 0,
        padding: '11px 14px',
        border: '1px solid var(--fd-line)',
        borderRadius: 10,
        background: 'var(--fd-quiet)',
        fontSize: 13.5,
      }}
    >
      <IconLock size={17} stroke={1.7} style={{ flex: 'none' }} aria-hidden />
      {children}
    </p>
  );
}
