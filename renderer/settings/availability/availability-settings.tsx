import { Select, Text, Title } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { localDate } from '#shared/time/local.ts';
import { useDesk, useDocuments } from '#renderer/replica/desk-context.tsx';
import { HouseHours } from '#renderer/settings/availability/house-hours.tsx';
import { OwnHours } from '#renderer/settings/availability/own-hours.tsx';
import { byOrder } from '#renderer/settings/by-order.ts';
import classes from '#renderer/settings/settings.module.css';
import { useMayChange } from '#renderer/settings/use-may-change.ts';
import { zoneLabel } from '#renderer/settings/zones.ts';
import { withoutOverrides } from '#renderer/ui/person-name.tsx';
import { RoleNote } from '#renderer/ui/role-note.tsx';
import { useLocations } from '#renderer/ui/shell/shell-context.tsx';

/** When people, rooms and the whole house can be booked. */
export function AvailabilitySettings(): ReactNode {
  const { t, i18n } = useTranslation();
  const desk = useDesk();
  const { mayChange, role } = useMayChange();
  const locations = useLocations();
  const resources = useDocuments('resources').filter((one) => one.isActive);
  const [chosenId, setChosenId] = useState<string | null>(null);
  const id = chosenId ?? locations[0]?.id ?? null;
  const resource = resources.find((one) => one.id === id) ?? null;
  const location = locations.find((one) => one.id === (resource?.locationId ?? id)) ?? null;
  const groups = locations.map((house) => ({
    group: withoutOverrides(house.name),
    items: [
      { value: house.id, label: `${withoutOverrides(house.name)} · ${t('availability.house')}` },
      ...resources
        .filter((one) => one.locationId === house.id)
        .toSorted(byOrder)
        .map((one) => ({ value: one.id, label: withoutOverrides(one.name) })),
    ],
  }));
  if (location === null) return null;
  const today = localDate(desk.now(), location.zone);
  return (
    <div className={classes.inner}>
      <header>
        <Title order={2}>{t('availability.title')}</Title>
        <Text fz="sm" c="dimmed">
          {t('availability.what')} {t('availability.zone', { zone: zoneLabel(location.zone, i18n.language) })}
        </Text>
      </header>
      {!mayChange && role !== null && <RoleNote>{t('settings.managersOnly', { role: t(`ui.role.${role}`) })}</RoleNote>}
      <Select
        label={t('availability.whose')}
        searchable
        allowDeselect={false}
        maw={420}
        data={groups}
        value={id}
        onChange={setChosenId}
      />
      {resource === null ? (
        <HouseHours key={location.id} location={location} today={today} />
      ) : (
        <OwnHours key={resource.id} resource={resource} today={today} />
      )}
    </div>
  );
}
