import { Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { besideDrop, WIDTH } from '#renderer/appointments/series/beside-drop.ts';
import { scopeAsksOf } from '#renderer/appointments/series/scope-asks.ts';
import { ScopeQuestion } from '#renderer/appointments/series/scope-question.tsx';
import { useDesk, useStore } from '#renderer/replica/desk-context.tsx';

/** Asks how much of a series is meant, where a visit was dropped or in the middle. Escape: none of it. */
export function ScopeDialog(): ReactNode {
  const { t } = useTranslation();
  const asks = scopeAsksOf(useDesk());
  const open = useStore(asks.open);
  const at = open?.at ?? null;
  const place = at === null ? null : besideDrop(at, { width: window.innerWidth, height: window.innerHeight });
  return (
    <Modal
      opened={open !== null}
      onClose={() => open?.answer(null)}
      title={open === null ? '' : t(`appointments.series.title.${open.intent.name.replace('appointment.', '')}`)}
      size={WIDTH}
      centered={place === null}
      padding="md"
      overlayProps={{ backgroundOpacity: place === null ? 0.3 : 0.12 }}
      {...(place !== null && { styles: { inner: { padding: 0 }, content: { position: 'absolute', ...place } } })}
    >
      {open !== null && <ScopeQuestion key={open.appointment.id} ask={open} />}
    </Modal>
  );
}
