import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Appointment } from '#shared/scheduling/appointment.ts';
import type { Instant } from '#shared/time/instant.ts';
import { dayAndTime } from '#renderer/appointments/format-time.ts';
import classes from '#renderer/appointments/inspector/inspector.module.css';
import { useDesk } from '#renderer/replica/desk-context.tsx';
import { Name } from '#renderer/ui/person-name.tsx';
import { useTimeStyle } from '#renderer/appointments/use-time-style.ts';

/** Where it came from, and when its steps were taken. */
export function Facts({ appointment }: { readonly appointment: Appointment }): ReactNode {
  const { t } = useTranslation();
  const desk = useDesk();
  const style = useTimeStyle(appointment.zone);
  const when = (at: Instant): string => dayAndTime(at, desk.now(), style);
  const author = desk.view.find('people', appointment.createdBy)?.name ?? '';
  const steps = (['arrivedAt', 'checkedInAt', 'fulfilledAt'] as const).flatMap((step) => {
    const at = appointment[step];
    return at === null ? [] : [{ step, at }];
  });
  return (
    <dl className={classes.facts}>
      <dt>{t('appointments.source.label')}</dt>
      <dd>{t(`appointments.sourceName.${appointment.source}`)}</dd>
      <dt>{t('appointments.facts.created')}</dt>
      <dd>
        {when(appointment.createdAt)}
        {author !== '' && (
          <>
            {' · '}
            <Name>{author}</Name>
          </>
        )}
      </dd>
      {steps.map(({ step, at }) => (
        <Fact key={step} name={t(`appointments.facts.${step}`)} value={when(at)} />
      ))}
      {appointment.cancelReason !== '' && (
        <Fact name={t('appointments.cancel.reason')} value={appointment.cancelReason} />
      )}
    </dl>
  );
}

function Fact({ name, value }: { readonly name: string; readonly value: string }): ReactNode {
  return (
    <>
      <dt>{name}</dt>
      <dd>
        <Name>{value}</Name>
      </dd>
    </>
  );
}
