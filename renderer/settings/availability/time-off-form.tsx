import { Button, Group, Select, Switch, Text, TextInput } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DaySpan } from '#shared/scheduling/availability/work-pattern.ts';
import { timeOffKinds } from '#shared/scheduling/time-off.ts';
import { useDesk, useDocuments, useStore } from '#renderer/replica/desk-context.tsx';
import classes from '#renderer/settings/availability/availability.module.css';
import { ClockChangeNotes } from '#renderer/settings/availability/clock-change-notes.tsx';
import { DayRangeFields } from '#renderer/settings/availability/day-range-fields.tsx';
import { type TimeOffRequest, useTimeOffRequest } from '#renderer/settings/availability/use-time-off-request.ts';
import { byOrder } from '#renderer/settings/by-order.ts';
import { ClockInput } from '#renderer/settings/clock-input.tsx';
import { zoneLabel } from '#renderer/settings/zones.ts';
import { withoutOverrides } from '#renderer/ui/person-name.tsx';

const MORNING: DaySpan = { fromMinute: 540, toMinute: 720 };

/** Asks for leave: practitioners for themselves, the desk for anybody. */
export function TimeOffForm({ onClose }: { readonly onClose: () => void }): ReactNode {
  const { t, i18n } = useTranslation();
  const people = useThoseToAskFor();
  const [chosenId, setChosenId] = useState<string | null>(null);
  const resourceId = chosenId ?? (people.length === 1 ? (people[0]?.value ?? null) : null);
  const request = useTimeOffRequest(resourceId, onClose);
  if (people.length === 0) return <Text fz="sm">{t('availability.off.nobody')}</Text>;
  return (
    <form
      className={classes.template}
      onSubmit={(event) => {
        event.preventDefault();
        void request.send();
      }}
    >
      <Group align="flex-end" gap="sm">
        <Select
          label={t('availability.off.who')}
          searchable
          w={240}
          data={people}
          value={resourceId}
          onChange={setChosenId}
        />
        <KindAndDays request={request} />
      </Group>
      <HoursAndNote request={request} />
      {request.zone !== null && request.fields.hours !== null && (
        <Text fz="xs" c="dimmed">
          {t('availability.zone', { zone: zoneLabel(request.zone, i18n.language) })}
        </Text>
      )}
      <ClockChangeNotes
        changes={request.changes}
        chosen={request.fields.disambiguation}
        onChoose={(disambiguation) => request.set({ disambiguation })}
      />
      {request.fault !== null && !['fromDate', 'toDate'].includes(request.fault.field) && (
        <Text fz="sm" c="var(--fd-bad)" role="alert">
          {t(`refusal.${request.fault.code}`)}
        </Text>
      )}
      <Group gap="xs">
        <Button type="submit" disabled={resourceId === null}>
          {t('availability.off.send')}
        </Button>
        <Button variant="default" onClick={onClose}>
          {t('ui.action.cancel')}
        </Button>
      </Group>
    </form>
  );
}

type PartProps = { readonly request: Pick<TimeOffRequest, 'fields' | 'set' | 'today' | 'fault'> };

function KindAndDays({ request: { fields, set, today, fault } }: PartProps): ReactNode {
  const { t } = useTranslation();
  const faultAt = (field: string): string | null => (fault?.field === field ? t(`refusal.${fault.code}`) : null);
  return (
    <>
      <Select
        label={t('availability.off.kind')}
        w={150}
        allowDeselect={false}
        data={timeOffKinds.map((value) => ({ value, label: t(`availability.off.kinds.${value}`) }))}
        value={fields.kind}
        onChange={(value) => set({ kind: timeOffKinds.find((one) => one === value) ?? 'other' })}
      />
      <DayRangeFields
        labels={{ from: t('availability.off.from'), to: t('availability.off.to') }}
        value={fields}
        today={today}
        errors={{ from: faultAt('fromDate'), to: faultAt('toDate') }}
        onChange={set}
      />
    </>
  );
}

function HoursAndNote({ request: { fields, set } }: PartProps): ReactNode {
  const { t } = useTranslation();
  const { hours } = fields;
  const clock = (key: 'fromMinute' | 'toMinute', label: string): ReactNode =>
    hours !== null && (
      <ClockInput
        label={label}
        minute={hours[key]}
        isReadOnly={false}
        isWrong={hours.fromMinute >= hours.toMinute}
        onChange={(minute) => set({ hours: { ...hours, [key]: minute } })}
      />
    );
  return (
    <Group align="center" gap="sm">
      <Switch
        label={t('availability.off.wholeDays')}
        checked={hours === null}
        onChange={(event) => set({ hours: event.currentTarget.checked ? null : MORNING })}
      />
      {clock('fromMinute', t('availability.off.fromTime'))}
      {clock('toMinute', t('availability.off.toTime'))}
      <TextInput
        aria-label={t('availability.off.note')}
        placeholder={t('availability.off.note')}
        value={fields.note}
        style={{ flex: 1 }}
        onChange={(event) => set({ note: event.currentTarget.value })}
      />
    </Group>
  );
}

/** A practitioner sees those that they are; everybody else all practitioners. */
function useThoseToAskFor(): readonly { readonly value: string; readonly label: string }[] {
  const session = useStore(useDesk().session);
  const me = session.state === 'signed-in' ? session.person : null;
  return useDocuments('resources')
    .filter((one) => one.isActive && one.kind === 'practitioner')
    .filter((one) => me?.role !== 'practitioner' || one.personId === me.id)
    .toSorted(byOrder)
    .map((one) => ({ value: one.id, label: withoutOverrides(one.name) }));
}
