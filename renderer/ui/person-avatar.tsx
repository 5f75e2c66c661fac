import { Avatar, type AvatarProps } from '@mantine/core';
import type { ReactNode } from 'react';
import { initials, inkOn } from '#renderer/ui/initials.ts';

type Props = Omit<AvatarProps, 'color' | 'name' | 'children' | 'style'> & {
  readonly name: string;
  readonly color: string | null;
};

/** Initials on the person's own colour; ink that can be read on it. */
export function PersonAvatar({ name, color, ...rest }: Props): ReactNode {
  // Clients have no colour of their own; theirs stays in the background.
  const look =
    color === null
      ? { backgroundColor: 'var(--fd-quiet)', color: 'var(--fd-dim)' }
      : { backgroundColor: color, color: inkOn(color) };
  return (
    <Avatar {...rest} aria-hidden variant="filled" styles={{ placeholder: { ...look, fontWeight: 600 } }}>
      {initials(name)}
    </Avatar>
  );
}
