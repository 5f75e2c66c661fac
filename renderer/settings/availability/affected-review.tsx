import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { readyCommand } from '#shared/commands/decide.ts';
import type { CommandIntent } from '#shared/commands/registry.ts';
import type { Appointment } from '#shared/scheduling/appointment.ts';
import type { View } from '#renderer/replica/desk.ts';
import { useDesk } from '#renderer/replica/desk-context.tsx';
import classes from '#renderer/settings/settings.module.css';
import { contextAt } from '#renderer/timeline/foresee.ts';
import { languageTag } from '#renderer/ui/i18n/i18n.ts';
import { withoutOverrides } from '#renderer/ui/person-name.tsx';

export type AffectedReview = {
  /** Whether to go on: at once where nobody is affected, else as the person decides who saw the list. */
  readonly review: (intent: CommandIntent) => Promise<boolean>;
  readonly dialog: ReactNode;
};

type Asked = { readonly visits: readonly Appointment[]; readonly answer: (goOn: boolean) => void };

/** Lists the bookings that a change of hours or leave would displace, before it is made (AV8, TO4). */
export function useAffectedReview(): AffectedReview {
  const desk = useDesk();
  const [asked, setAsked] = useState<Asked | null>(null);
  const review = (intent: CommandIntent): Promise<boolean> => {
    const ready = readyCommand(intent);
    const decision = ready.ok ? ready.command.decide(desk.view, contextAt(desk)) : null;
    const visits = decision?.kind === 'accepted' ? decision.changes.flatMap(displacedVisit) : [];
    if (visits.length === 0) return Promise.resolve(true);
    return new Promise((resolve) => {
      setAsked({
        visits: visits.toSorted((a, b) => a.start - b.start),
        answer: (goOn) => {
          setAsked(null);
          resolve(goOn);
        },
      });
    });
  };
  return { review, dialog: asked === null ? null : <AffectedDialog asked={asked} /> };
}

function displacedVisit(change: { readonly collection: string; readonly document: object }): readonly Appointment[] {
  if (change.collection !== 'appointments') return [];
  const visit = change.document as Appointment; // An appointment, of the appointments.
  return visit.displacement === null ? [] : [visit];
}

function AffectedDialog({ asked: { visits, answer } }: { readonly asked: Asked }): ReactNode {
  const { t, i18n } = useTranslation();
  const desk = useDesk();
  return (
    <Modal
      opened
      size="lg"
      title={t('availability.affected.title', { count: visits.length })}
      onClose={() => answer(false)}
      closeButtonProps={{ 'aria-label': t('ui.action.close') }}
    >
      <Stack gap="md">
        <Text fz="sm">{t('availability.affected.what')}</Text>
        <div className={classes.rows} style={{ maxHeight: 320, overflow: 'auto' }}>
          {visits.map((visit) => (
            <div key={visit.id} className={classes.row} style={{ minHeight: 40 }}>
              <span className={classes.rowText}>{withoutOverrides(nameOf(visit, desk.view))}</span>
              <span className={classes.rowEnd}>{timeOf(visit, i18n.language)}</span>
            </div>
          ))}
        </div>
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={() => answer(false)} data-autofocus>
            {t('availability.affected.back')}
          </Button>
          <Button color="red" onClick={() => answer(true)}>
            {t('availability.affected.goOn', { count: visits.length })}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

function nameOf({ clientIds, label, serviceId, displacement }: Appointment, view: View): string {
  const clients = clientIds.flatMap((id) => view.find('clients', id)?.name ?? []).join(', ');
  const who = (displacement?.conflicts ?? []).flatMap((one) => view.find('resources', one.resourceId)?.name ?? []);
  const service = view.find('services', serviceId)?.name ?? '';
  return [clients || label, service, [...new Set(who)].join(', ')].filter((part) => part !== '').join(' · ');
}

function timeOf({ start, zone }: Appointment, language: string): string {
  const format = { weekday: 'short', day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' } as const;
  return new Intl.DateTimeFormat(languageTag(language), { ...format, timeZone: zone, hourCycle: 'h23' }).format(start);
}
