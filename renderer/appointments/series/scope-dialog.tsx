import { Modal } from '@mantine/core';
import type { CSSProperties, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { scopeAsksOf } from '#renderer/appointments/series/scope-asks.ts';
import { ScopeQuestion } from '#renderer/appointments/series/scope-question.tsx';
import { useDesk, useStore } from '#renderer/replica/desk-context.tsx';

const WIDTH = 430;
const KEPT_BELOW = 470;
const MARGIN = 16;

/** Asks how much of a series is meant, where a visit was dropped or in the middle. Escape: none of it. */
export function ScopeDialog(): ReactNode {
  const { t } = useTranslation();
  const asks = scopeAsksOf(useDesk());
  const open = useStore(asks.open);
  const place = placeOf(open?.at ?? null);
  return (
    <Modal
      opened={open !== null}
      onClose={() => open?.answer(null)}
      title={open === null ? '' : t(`appointments.series.title.${open.intent.name.replace('appointment.', '')}`)}
      size={WIDTH}
      centered={place === null}
      padding="md"
      overlayProps={{ backgroundOpacity: place === null ? 0.3 : 0.12 }}
      {...(place !== null && { styles: { inner: { padding: 0 }, content: place } })}
    >
      {open !== null && <ScopeQuestion key={open.appointment.id} ask={open} />}
    </Modal>
  );
}

/** Beside the drop, and whole on the screen. */
function placeOf(at: { readonly x: number; readonly y: number } | null): CSSProperties | null {
  if (at === null) return null;
  const left = Math.max(MARGIN, Math.min(at.x + MARGIN, window.innerWidth - WIDTH - MARGIN));
  const top = Math.max(MARGIN, Math.min(at.y, window.innerHeight - KEPT_BELOW - MARGIN));
  return { position: 'absolute', left, top, width: WIDTH, maxHeight: window.innerHeight - top - MARGIN };
}
