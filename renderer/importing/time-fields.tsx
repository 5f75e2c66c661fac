import { Autocomplete, Input, MultiSelect, NumberInput, SegmentedControl, Select, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { timeReader } from '#shared/importing/date-pattern.ts';
import { type Mapping, sideOf } from '#shared/importing/mapping.ts';
import { parseZone } from '#shared/time/zone.ts';
import { ColumnSelect } from '#renderer/importing/column-select.tsx';
import classes from '#renderer/importing/import.module.css';
import type { MappingFormProps } from '#renderer/importing/mapping-form-props.ts';
import { readSample } from '#renderer/importing/read-sample.ts';
import { knownZones, zoneLabel } from '#renderer/settings/zones.ts';

const patterns = [
  'iso',
  'yyyy-MM-dd H:mm',
  'd/M/yyyy H:mm',
  'M/d/yyyy H:mm',
  'M/d/yy H:mm',
  'd.M.yyyy H:mm',
  'M/d/yyyy h:mm a',
  'd MMM yyyy H:mm',
];

export function TimeFields(props: MappingFormProps): ReactNode {
  const { t, i18n } = useTranslation();
  const { mapping, onChange } = props;
  return (
    <section className={classes.box}>
      <Title order={3}>{t('importing.time.title')}</Title>
      <Moment
        {...props}
        label={t('importing.time.columns')}
        value={mapping.start}
        onMoment={(start) => onChange({ ...mapping, start })}
      />
      <div className={classes.pair}>
        <Select
          label={t('importing.time.zone')}
          description={t('importing.time.zoneHint')}
          searchable
          allowDeselect={false}
          limit={60}
          data={knownZones(mapping.zone).map((zone) => ({ value: zone, label: zoneLabel(zone, i18n.language) }))}
          value={mapping.zone}
          onChange={(value) => {
            const zone = value === null ? null : parseZone(value);
            if (zone !== null) onChange({ ...mapping, zone });
          }}
        />
        <Select
          label={t('importing.time.fold')}
          description={t('importing.time.foldHint')}
          allowDeselect={false}
          data={(['earlier', 'later'] as const).map((value) => ({ value, label: t(`importing.time.${value}`) }))}
          value={sideOf(mapping) === 'later' ? 'later' : 'earlier'}
          onChange={(side) => {
            const { fold: _older, ...rest } = mapping;
            onChange({ ...rest, disambiguation: side === 'later' ? 'later' : 'compatible' });
          }}
        />
      </div>
      <LengthFields {...props} />
    </section>
  );
}

type MomentProps = MappingFormProps & {
  readonly label: string;
  readonly value: Mapping['start'];
  readonly onMoment: (value: Mapping['start']) => void;
};

/** The columns of a time and how it is written, with the first cell read as proof. */
function Moment({ table, mapping, label, value, onMoment }: MomentProps): ReactNode {
  const { t, i18n } = useTranslation();
  const isPattern = timeReader(value.pattern) !== null;
  const sample = isPattern ? readSample(table, mapping, value, i18n.language) : null;
  return (
    <div>
      <div className={classes.pair}>
        <MultiSelect
          label={label}
          description={t('importing.time.columnsHint')}
          data={[...table.headers]}
          maxValues={3}
          hidePickedOptions
          value={[...value.columns]}
          error={value.columns.length === 0 ? t('refusal.text-missing') : null}
          onChange={(columns) => onMoment({ ...value, columns })}
        />
        <Autocomplete
          label={t('importing.time.pattern')}
          description={t('importing.time.patternHint')}
          data={patterns}
          filter={({ options }) => options}
          value={value.pattern}
          error={isPattern ? null : t('importing.time.patternWrong')}
          onChange={(pattern) => onMoment({ ...value, pattern })}
          spellCheck={false}
        />
      </div>
      {sample !== null && (
        <Text fz="xs" mt={4} c={sample.time === null ? 'var(--fd-bad)' : 'dimmed'} role="status">
          {sample.time === null
            ? t('importing.time.readsNot', { cell: sample.cell })
            : t('importing.time.reads', { cell: sample.cell, time: sample.time })}
        </Text>
      )}
    </div>
  );
}

function LengthFields(props: MappingFormProps): ReactNode {
  const { t } = useTranslation();
  const { table, mapping, onChange } = props;
  const { length } = mapping;
  const set = (next: Mapping['length']): void => onChange({ ...mapping, length: next });
  const [firstHeader = ''] = table.headers;
  const choose = (from: Mapping['length']['from']): void => {
    if (from === 'fixed') set({ from, minutes: 30 });
    else if (from === 'minutes') set({ from, column: firstHeader });
    else set({ from, columns: [firstHeader], pattern: mapping.start.pattern });
  };
  return (
    <>
      <Input.Wrapper label={t('importing.time.length')} labelElement="div">
        <SegmentedControl<Mapping['length']['from']>
          fullWidth
          mt={2}
          data={[
            { value: 'minutes', label: t('importing.time.fromMinutes') },
            { value: 'end', label: t('importing.time.fromEnd') },
            { value: 'fixed', label: t('importing.time.fixed') },
          ]}
          value={length.from}
          onChange={choose}
        />
      </Input.Wrapper>
      {length.from === 'minutes' && (
        <ColumnSelect
          label={t('importing.time.minutesColumn')}
          headers={table.headers}
          value={length.column}
          onChange={(column) => column !== null && set({ ...length, column })}
        />
      )}
      {length.from === 'end' && (
        <Moment
          {...props}
          label={t('importing.time.endColumns')}
          value={length}
          onMoment={(moment) => set({ from: 'end', ...moment })}
        />
      )}
      {length.from === 'fixed' && (
        <NumberInput
          label={t('importing.time.minutes')}
          w={160}
          min={1}
          max={1440}
          allowDecimal={false}
          value={length.minutes}
          onChange={(minutes) => set({ from: 'fixed', minutes: Math.min(1440, Math.max(1, Number(minutes))) })}
        />
      )}
    </>
  );
}
