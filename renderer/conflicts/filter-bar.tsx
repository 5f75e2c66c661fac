import { SegmentedControl, Select, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { fieldDate } from '#renderer/appointments/format-time.ts';
import classes from '#renderer/conflicts/conflicts.module.css';
import type { InboxCase } from '#renderer/conflicts/inbox-case.ts';
import { dayOf, type InboxFilter, resourcesOf } from '#renderer/conflicts/inbox-filter.ts';
import { useDesk } from '#renderer/replica/desk-context.tsx';
import { withoutOverrides } from '#renderer/ui/person-name.tsx';
import { type LocalDate, localDate } from '#shared/time/local.ts';
import type { ZoneId } from '#shared/time/zone.ts';

type FilterBarProps = {
  readonly cases: readonly InboxCase[];
  readonly filter: InboxFilter;
  readonly zone: ZoneId;
  readonly onChange: (filter: InboxFilter) => void;
};

/** Which cases are shown. Days and resources are those that wait, so that no choice is empty. */
export function FilterBar({ cases, filter, zone, onChange }: FilterBarProps): ReactNode {
  const { t } = useTranslation();
  const { view } = useDesk();
  const set = (part: Partial<InboxFilter>): void => onChange({ ...filter, ...part });
  const days = useDayOptions(cases, zone);
  const resources = [...new Set(cases.flatMap(resourcesOf))]
    .map((value) => ({ value, label: withoutOverrides(view.find('resources', value)?.name ?? '') }))
    .filter(({ label }) => label !== '')
    .toSorted((a, b) => a.label.localeCompare(b.label));
  return (
    <div className={classes.filters}>
      <KindFilter cases={cases} filter={filter} onChange={set} />
      <SegmentedControl
        size="xs"
        aria-label={t('conflicts.filter.desks')}
        value={filter.isMineOnly ? 'mine' : 'all'}
        onChange={(value) => set({ isMineOnly: value === 'mine' })}
        data={[
          { value: 'all', label: t('conflicts.filter.allDesks') },
          { value: 'mine', label: t('conflicts.filter.thisDesk') },
        ]}
      />
      <Select
        size="xs"
        w={150}
        clearable
        aria-label={t('conflicts.filter.day')}
        placeholder={t('conflicts.filter.anyDay')}
        value={filter.day}
        onChange={(value) => set({ day: days.find((day) => day.value === value)?.value ?? null })}
        data={[...days]}
      />
      <Select
        size="xs"
        w={190}
        clearable
        searchable
        aria-label={t('conflicts.filter.resource')}
        placeholder={t('conflicts.filter.anyResource')}
        value={filter.resourceId}
        onChange={(resourceId) => set({ resourceId })}
        data={resources}
      />
      <TextInput
        size="xs"
        w={190}
        type="search"
        aria-label={t('conflicts.filter.text')}
        placeholder={t('conflicts.filter.text')}
        leftSection={<IconSearch size={14} aria-hidden />}
        value={filter.text}
        onChange={(event) => set({ text: event.currentTarget.value })}
      />
    </div>
  );
}

type KindFilterProps = {
  readonly cases: readonly InboxCase[];
  readonly filter: InboxFilter;
  readonly onChange: (part: Partial<InboxFilter>) => void;
};

function KindFilter({ cases, filter, onChange }: KindFilterProps): ReactNode {
  const { t } = useTranslation();
  const count = (kind: InboxCase['kind']): number => cases.filter((one) => one.kind === kind).length;
  return (
    <SegmentedControl
      size="xs"
      aria-label={t('conflicts.filter.label')}
      value={filter.kind ?? 'all'}
      onChange={(value) => onChange({ kind: value === 'displaced' || value === 'refused' ? value : null })}
      data={[
        { value: 'all', label: t('conflicts.filter.all', { count: cases.length }) },
        { value: 'displaced', label: t('conflicts.filter.displaced', { count: count('displaced') }) },
        { value: 'refused', label: t('conflicts.filter.refused', { count: count('refused') }) },
      ]}
    />
  );
}

function useDayOptions(cases: readonly InboxCase[], zone: ZoneId): readonly { value: LocalDate; label: string }[] {
  const { i18n } = useTranslation();
  const desk = useDesk();
  const today = localDate(desk.now(), zone);
  const days = new Set(cases.flatMap((one) => dayOf(one, zone) ?? []));
  return [...days].toSorted().map((value) => ({ value, label: fieldDate(value, today, i18n.language) }));
}
