import { Button, MultiSelect, Text, TextInput, Title } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Mapping } from '#shared/importing/mapping.ts';
import classes from '#renderer/importing/import.module.css';
import type { MappingFormProps } from '#renderer/importing/mapping-form-props.ts';
import { ResourceColumnRow } from '#renderer/importing/resource-column-row.tsx';
import { StatusFields } from '#renderer/importing/status-fields.tsx';
import { TimeFields } from '#renderer/importing/time-fields.tsx';
import { WhatFields } from '#renderer/importing/what-fields.tsx';

export function MappingForm(props: MappingFormProps): ReactNode {
  return (
    <div className={classes.form}>
      <TimeFields {...props} />
      <ResourceFields {...props} />
      <WhatFields {...props} />
      <div style={{ display: 'grid', gap: 16 }}>
        <StatusFields {...props} />
        <IdentityFields {...props} />
      </div>
    </div>
  );
}

function ResourceFields({ table, mapping, onChange }: MappingFormProps): ReactNode {
  const { t } = useTranslation();
  const { resources } = mapping;
  const set = (next: Mapping['resources']): void => onChange({ ...mapping, resources: next });
  const firstHeader = table.headers[0];
  return (
    <section className={classes.box}>
      <div>
        <Title order={3}>{t('importing.resource.title')}</Title>
        <Text fz="xs" c="dimmed">
          {t('importing.resource.hint')}
        </Text>
      </div>
      {resources.map((resource, at) => (
        <ResourceColumnRow
          // Rows have no identity but their place.
          // oxlint-disable-next-line react/no-array-index-key
          key={at}
          headers={table.headers}
          resource={resource}
          onChange={(next) => set(resources.map((one, index) => (index === at ? next : one)))}
          onRemove={resources.length < 2 ? null : () => set(resources.filter((_, index) => index !== at))}
        />
      ))}
      {resources.length < 10 && firstHeader !== undefined && (
        <Button
          variant="subtle"
          size="compact-sm"
          w="fit-content"
          leftSection={<IconPlus size={15} />}
          onClick={() => set([...resources, { column: firstHeader, kind: 'room', name: '{}', separator: '' }])}
        >
          {t('importing.resource.add')}
        </Button>
      )}
    </section>
  );
}

function IdentityFields({ table, mapping, onChange }: MappingFormProps): ReactNode {
  const { t } = useTranslation();
  return (
    <section className={classes.box}>
      <Title order={3}>{t('importing.identity.title')}</Title>
      <TextInput
        label={t('importing.identity.source')}
        description={t('importing.identity.sourceHint')}
        maxLength={80}
        value={mapping.source}
        error={mapping.source.trim() === '' ? t('refusal.text-missing') : null}
        onChange={(event) => onChange({ ...mapping, source: event.currentTarget.value })}
      />
      <MultiSelect
        label={t('importing.identity.key')}
        description={t('importing.identity.keyHint')}
        data={[...table.headers]}
        maxValues={5}
        value={[...mapping.key]}
        onChange={(key) => onChange({ ...mapping, key })}
      />
    </section>
  );
}
