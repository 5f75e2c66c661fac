import { IconLock } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { HatchedTime, type HatchedTimeProps } from '#renderer/timeline/hatched-time.tsx';
import type { BlockFace } from '#renderer/timeline/to-calendar-events.ts';

/** Time that somebody blocked, with their reason. */
export function BlockChip({ face, ...rest }: HatchedTimeProps & { readonly face: BlockFace }): ReactNode {
  const what = face.reason === '' ? rest.board.t(`timeline.block.${face.blockKind}`) : face.reason;
  return <HatchedTime {...rest} what={what} sign={IconLock} isPending={face.isPending} />;
}
