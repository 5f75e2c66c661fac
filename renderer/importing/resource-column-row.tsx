import { ActionIcon, Select, TextInput, Tooltip } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Mapping } from '#shared/importing/mapping.ts';
import { resourceKinds } from '#shared/scheduling/resource.ts';
import classes from '#renderer/importing/import.module.css';

type ResourceColumn = Mapping['resources'][number];
type Props = {
  readonly headers: readonly string[];
  readonly resource: ResourceColumn;
  readonly onChange: (resource: ResourceColumn) => void;
  readonly onRemove: (() => void) | null;
};

const separators = [';', ',', '|', '/', '+', '&'];

export function ResourceColumnRow({ headers, resource, onChange, onRemove }: Props): ReactNode {
  const { t } = useTranslation();
  return (
    <div className={classes.resource}>
      <Select
        label={t('importing.resource.column')}
        allowDeselect={false}
        searchable
        data={[...headers]}
        value={resource.column}
        onChange={(column) => column !== null && onChange({ ...resource, column })}
      />
      <Select
        label={t('importing.resource.kind')}
        allowDeselect={false}
        data={resourceKinds.map((value) => ({ value, label: t(`settings.resources.kinds.${value}`) }))}
        value={resource.kind}
        onChange={(value) => {
          const kind = resourceKinds.find((one) => one === value);
          if (kind !== undefined) onChange({ ...resource, kind });
        }}
      />
      {onRemove === null ? (
        <span />
      ) : (
        <Tooltip label={t('importing.resource.remove')}>
          <ActionIcon size={36} aria-label={t('importing.resource.remove')} onClick={onRemove}>
            <IconTrash size={17} stroke={1.7} />
          </ActionIcon>
        </Tooltip>
      )}
      <Tooltip label={t('importing.resource.nameHint')}>
        <TextInput
          label={t('importing.resource.name')}
          maxLength={100}
          value={resource.name}
          onChange={(event) => onChange({ ...resource, name: event.currentTarget.value })}
        />
      </Tooltip>
      <Select
        label={t('importing.resource.separator')}
        placeholder={t('importing.resource.separatorNone')}
        clearable
        data={separators}
        value={resource.separator === '' ? null : resource.separator}
        onChange={(separator) => onChange({ ...resource, separator: separator ?? '' })}
      />
      <span />
    </div>
  );
}
