import { IconCopy } from '@tabler/icons-react';
import { type CSSProperties, type ReactNode, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import type { Instant } from '#shared/time/instant.ts';
import type { Interval } from '#shared/time/interval.ts';
import { type Board, rowOf, useBoard } from '#renderer/timeline/board.tsx';
import { blockMeant, copyIntent, resizeMeant } from '#renderer/timeline/drag-to-command.ts';
import { contextAt, foresee, NOBODY } from '#renderer/timeline/foresee.ts';
import { refusalWords } from '#renderer/timeline/report.ts';
import type { Fit } from '#renderer/timeline/row-fit.ts';
import type { Face } from '#renderer/timeline/to-calendar-events.ts';
import { timeRange } from '#renderer/timeline/words.ts';
import { Name } from '#renderer/ui/person-name.tsx';

export type MirrorChipProps = Interval & { readonly face: Face; readonly resourceId: string };

/** What is in hand, where it would go, and what the desk would say to that. */
export function MirrorChip({ face, resourceId, start, end }: MirrorChipProps): ReactNode {
  const { t } = useTranslation();
  const board = useBoard();
  const { drag } = board;
  const isCopying = useSyncExternalStore(drag.isCopying.subscribe, drag.isCopying.get);
  const fit = isCopying ? copyFit(board, resourceId, start) : fitHere(board, face, resourceId, { start, end });
  const { zone } = board.scene();
  // Holds of others, and leave, never come into a hand.
  if (face.kind === 'hold' || face.kind === 'off') return null;
  const title =
    face.kind === 'visit' ? face.name || t('timeline.nobody') : face.reason || t(`timeline.block.${face.blockKind}`);
  const color = face.kind === 'visit' ? face.color : 'var(--fd-dim)';
  return (
    <div
      className="tl-chip tl-mirror"
      data-mirror
      data-fit={fit.kind}
      style={{ '--tl-service': color } as CSSProperties}
    >
      <span className="tl-chip-words">
        <span className="tl-chip-name">
          {isCopying && <IconCopy size={13} aria-hidden />}
          {timeRange({ start, end }, zone)} <Name>{title}</Name>
        </span>
        <span className="tl-chip-meta">
          {isCopying && fit.kind === 'free' ? t('timeline.copyHere') : fitWords(board, face, fit)}
        </span>
      </span>
    </div>
  );
}

function fitHere(board: Board, face: Face, resourceId: string, to: Interval): Fit {
  const { desk, drag } = board;
  const held = drag.held.get();
  const row = rowOf(board, resourceId);
  if (face.kind === 'visit' && held?.gesture === 'move' && row !== null) {
    return drag.fitAt(row, to.start, board.scene().location);
  }
  const block = face.kind === 'block' ? desk.view.find('blocks', face.blockId) : null;
  const meant =
    block !== null ? blockMeant(block, { resourceId, ...to }) : held === null ? null : resizeMeant({ ...held, to });
  if (meant?.kind === 'misfit') return meant;
  if (meant?.kind !== 'intent') return { kind: 'free' };
  const refusal = foresee(meant.intent, desk.view, contextAt(desk));
  return refusal === null ? { kind: 'free' } : { kind: 'refused', refusal };
}

function copyFit(board: Board, resourceId: string, start: Instant): Fit {
  const { desk, drag } = board;
  const held = drag.held.get();
  const to = rowOf(board, resourceId);
  if (held === null || to === null) return { kind: 'free' };
  const refusal = foresee(copyIntent({ ...held, to, start }, NOBODY), desk.view, contextAt(desk));
  return refusal === null ? { kind: 'free' } : { kind: 'refused', refusal };
}

function fitWords(board: Board, face: Face, fit: Fit): string {
  switch (fit.kind) {
    case 'free':
      return face.kind === 'visit' ? face.service : '';
    case 'soft':
      return board.t(`timeline.soft.${fit.because}`, { service: face.kind === 'visit' ? face.service : '' });
    case 'misfit':
      return board.t(`timeline.refused.${fit.misfit}`);
    case 'refused':
      return refusalWords(board, fit.refusal);
  }
}
