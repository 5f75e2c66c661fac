import { IconBeach } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { HatchedTime, type HatchedTimeProps } from '#renderer/timeline/hatched-time.tsx';
import type { OffFace } from '#renderer/timeline/off-events.ts';

/** Leave; only outlined while it waits for an answer, as it holds nothing. */
export function OffChip({ face, ...rest }: HatchedTimeProps & { readonly face: OffFace }): ReactNode {
  const { t } = rest.board;
  const kind = t(`timeline.off.${face.offKind}`);
  const what = face.isRequested ? t('timeline.off.requested', { kind }) : kind;
  return <HatchedTime {...rest} what={what} sign={IconBeach} isPending={face.isPending} isAsked={face.isRequested} />;
}
