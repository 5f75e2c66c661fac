import { Select } from '@mantine/core';
import { type ReactNode, type RefObject, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { type Service, serviceMinutes } from '#shared/scheduling/service.ts';
import { duration } from '#renderer/appointments/format-time.ts';
import classes from '#renderer/appointments/panel-frame.module.css';
import { fold } from '#renderer/clients/fold-text.ts';
import { useDocuments } from '#renderer/replica/desk-context.tsx';

type ServiceFieldProps = {
  readonly value: string | null;
  readonly onChange: (serviceId: string) => void;
  readonly onChosen?: () => void;
  readonly inputRef?: RefObject<HTMLInputElement | null>;
  readonly error?: ReactNode;
  readonly isReadOnly?: boolean;
};

/** The services in use, by category, found by any part of their name. */
export function ServiceField({
  value,
  onChange,
  onChosen,
  inputRef,
  error,
  isReadOnly = false,
}: ServiceFieldProps): ReactNode {
  const { t, i18n } = useTranslation();
  const services = useDocuments('services');
  const data = useMemo(() => grouped(services, value), [services, value]);
  const byId = useMemo(() => new Map(services.map((service) => [service.id, service])), [services]);
  return (
    <Select
      ref={inputRef}
      label={t('appointments.service.label')}
      placeholder={t('appointments.service.placeholder')}
      nothingFoundMessage={t('appointments.service.nothingFound')}
      data={data}
      value={value}
      error={error}
      readOnly={isReadOnly}
      searchable
      openOnFocus={value === null}
      selectFirstOptionOnChange
      selectFirstOptionOnDropdownOpen={value === null}
      allowDeselect={false}
      withCheckIcon={false}
      maxDropdownHeight={320}
      comboboxProps={{ shadow: 'md', offset: 4 }}
      filter={({ options, search }) => matching(options as Grouped, search)} // `data` is grouped, so are its options.
      leftSection={value === null ? undefined : <Dot color={byId.get(value)?.color ?? null} />}
      onChange={(id) => {
        if (id === null) return;
        onChange(id);
        requestAnimationFrame(() => onChosen?.());
      }}
      renderOption={({ option }) => <ServiceOption service={byId.get(option.value)} language={i18n.language} />}
    />
  );
}

type Grouped = { group: string; items: { value: string; label: string }[] }[];

function grouped(services: readonly Service[], value: string | null): Grouped {
  const inUse = services
    .filter((service) => service.isActive || service.id === value)
    .toSorted((a, b) => a.order - b.order || (a.name < b.name ? -1 : 1));
  const groups = Map.groupBy(inUse, (service) => service.category);
  return [...groups].map(([group, items]) => ({
    group,
    items: items.map(({ id, name }) => ({ value: id, label: name })),
  }));
}

function matching(options: Grouped, search: string): Grouped {
  const words = fold(search).split(/\s+/u);
  return options
    .map(({ group, items }) => ({
      group,
      items: items.filter(({ label }) => words.every((word) => fold(label).includes(word))),
    }))
    .filter(({ items }) => items.length > 0);
}

function ServiceOption({
  service,
  language,
}: {
  readonly service: Service | undefined;
  readonly language: string;
}): ReactNode {
  if (service === undefined) return null;
  return (
    <span className={classes.option}>
      <Dot color={service.color} />
      <span className={classes.optionName}>{service.name}</span>
      <span className={classes.optionHint}>{duration(serviceMinutes(service), language)}</span>
    </span>
  );
}

function Dot({ color }: { readonly color: string | null }): ReactNode {
  return color === null ? null : <span className={classes.dot} style={{ background: color }} aria-hidden />;
}
