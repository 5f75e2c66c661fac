import { Autocomplete, MultiSelect, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ColumnSelect } from '#renderer/importing/column-select.tsx';
import classes from '#renderer/importing/import.module.css';
import type { MappingFormProps } from '#renderer/importing/mapping-form-props.ts';
import { useDocuments } from '#renderer/replica/desk-context.tsx';
import { useLocations } from '#renderer/ui/shell/shell-context.tsx';

/** Where service, location, client, title and notes come from. */
export function WhatFields({ table, mapping, onChange }: MappingFormProps): ReactNode {
  const { t } = useTranslation();
  const { headers } = table;
  const { service, location, client, label, notes } = mapping;
  const locationNames = [...new Set(useLocations().map(({ name }) => name))];
  const serviceNames = [...new Set(useDocuments('services').map(({ name }) => name))];
  const setContact = (patch: Partial<NonNullable<typeof client>>): void => {
    if (client !== null) onChange({ ...mapping, client: { ...client, ...patch } });
  };
  return (
    <section className={classes.box}>
      <Title order={3}>{t('importing.whatFor.title')}</Title>
      <div className={classes.pair}>
        <ColumnSelect
          label={t('importing.whatFor.service')}
          headers={headers}
          value={service.column}
          onChange={(column) => onChange({ ...mapping, service: { ...service, column } })}
        />
        <Autocomplete
          label={t('importing.whatFor.serviceDefault')}
          data={serviceNames}
          maxLength={120}
          value={service.default}
          onChange={(next) => onChange({ ...mapping, service: { ...service, default: next } })}
        />
        <ColumnSelect
          label={t('importing.whatFor.location')}
          headers={headers}
          value={location.column}
          onChange={(column) => onChange({ ...mapping, location: { ...location, column } })}
        />
        <Autocomplete
          label={t('importing.whatFor.locationDefault')}
          data={locationNames}
          maxLength={120}
          value={location.default}
          onChange={(next) => onChange({ ...mapping, location: { ...location, default: next } })}
        />
      </div>
      <MultiSelect
        label={t('importing.whatFor.client')}
        placeholder={client === null ? t('importing.whatFor.noColumn') : ''}
        data={[...headers]}
        maxValues={10}
        value={client === null ? [] : [...client.name]}
        onChange={(name) =>
          onChange({
            ...mapping,
            client: name.length === 0 ? null : { name, phone: client?.phone ?? null, email: client?.email ?? null },
          })
        }
      />
      {client !== null && (
        <div className={classes.pair}>
          <ColumnSelect
            label={t('importing.whatFor.phone')}
            headers={headers}
            value={client.phone}
            onChange={(phone) => setContact({ phone })}
          />
          <ColumnSelect
            label={t('importing.whatFor.email')}
            headers={headers}
            value={client.email}
            onChange={(email) => setContact({ email })}
          />
        </div>
      )}
      <MultiSelect
        label={t('importing.whatFor.label')}
        data={[...headers]}
        maxValues={5}
        value={[...label]}
        onChange={(next) => onChange({ ...mapping, label: next })}
      />
      <MultiSelect
        label={t('importing.whatFor.notes')}
        data={[...headers]}
        maxValues={40}
        value={notes.map(({ column }) => column)}
        onChange={(columns) =>
          onChange({
            ...mapping,
            notes: columns.map(
              (column) => notes.find((one) => one.column === column) ?? { column, title: column.slice(0, 60) },
            ),
          })
        }
      />
    </section>
  );
}
