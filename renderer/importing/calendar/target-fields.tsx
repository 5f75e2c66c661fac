import { Input, SegmentedControl, Select } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Resource } from '#shared/scheduling/resource.ts';
import classes from '#renderer/importing/calendar/calendar.module.css';
import type { CalendarSession } from '#renderer/importing/calendar/calendar-session.ts';
import type { OpenCalendar } from '#renderer/importing/calendar/calendar-state.ts';
import { useDocuments } from '#renderer/replica/desk-context.tsx';
import { withoutOverrides } from '#renderer/ui/person-name.tsx';
import { useLocations } from '#renderer/ui/shell/shell-context.tsx';

type Props = { readonly session: CalendarSession; readonly calendar: OpenCalendar };

/** Whose calendar the file is, and what its events become. */
export function TargetFields({ session, calendar }: Props): ReactNode {
  const { t } = useTranslation();
  const { runId, resourceId, becomes, serviceId } = calendar;
  const services = useDocuments('services').filter(({ isActive }) => isActive);
  const isBlocks = becomes === 'blocks';
  return (
    <div className={classes.fields}>
      <ResourceSelect value={resourceId} onChange={(value) => session.change(runId, { resourceId: value })} />
      <Input.Wrapper label={t('importing.calendar.becomes')} labelElement="div">
        <SegmentedControl
          fullWidth
          mt={2}
          aria-label={t('importing.calendar.becomes')}
          data={(['blocks', 'appointments'] as const).map((value) => ({
            value,
            label: t(`importing.calendar.become.${value}`),
          }))}
          value={becomes}
          onChange={(value) => session.change(runId, { becomes: value === 'blocks' ? 'blocks' : 'appointments' })}
        />
      </Input.Wrapper>
      {!isBlocks && (
        <Select
          label={t('importing.calendar.service')}
          placeholder={t('importing.calendar.noService')}
          clearable
          searchable
          limit={80}
          data={services.map(({ id, name }) => ({ value: id, label: withoutOverrides(name) }))}
          value={serviceId}
          onChange={(value) => session.change(runId, { serviceId: value })}
        />
      )}
    </div>
  );
}

type SelectProps = { readonly value: string | null; readonly onChange: (id: string | null) => void };

function ResourceSelect({ value, onChange }: SelectProps): ReactNode {
  const { t } = useTranslation();
  const resources = useDocuments('resources').filter(({ isActive }) => isActive);
  const groups = useLocations().map(({ id, name }) => ({
    group: withoutOverrides(name),
    items: resources
      .filter(({ locationId }) => locationId === id)
      .toSorted(byKindAndOrder)
      .map((one) => ({ value: one.id, label: withoutOverrides(one.name) })),
  }));
  return (
    <Select
      label={t('importing.calendar.whose')}
      placeholder={t('importing.calendar.chooseWhose')}
      searchable
      limit={120}
      allowDeselect={false}
      data={groups.filter(({ items }) => items.length > 0)}
      value={value}
      onChange={onChange}
    />
  );
}

const kinds = ['practitioner', 'room', 'equipment'];

function byKindAndOrder(a: Resource, b: Resource): number {
  return kinds.indexOf(a.kind) - kinds.indexOf(b.kind) || a.order - b.order || a.name.localeCompare(b.name);
}
