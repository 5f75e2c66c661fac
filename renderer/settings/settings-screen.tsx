import { Title, UnstyledButton } from '@mantine/core';
import {
  IconBeach,
  IconCalendarTime,
  IconBuilding,
  IconCalendarCog,
  IconCalendarShare,
  IconDeviceDesktop,
  IconDevices,
  IconDoor,
  IconStethoscope,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { BookingSettings } from '#renderer/settings/booking-settings.tsx';
import { AvailabilitySettings } from '#renderer/settings/availability/availability-settings.tsx';
import { TimeOffSettings } from '#renderer/settings/availability/time-off-settings.tsx';
import { CalendarSettings } from '#renderer/settings/calendar-settings.tsx';
import { DeskSettings } from '#renderer/settings/desk-settings.tsx';
import { LocationSettings } from '#renderer/settings/location-settings.tsx';
import { PreferenceSettings } from '#renderer/settings/preference-settings.tsx';
import { ResourceSettings } from '#renderer/settings/resource-settings.tsx';
import { ServiceSettings } from '#renderer/settings/service-settings.tsx';
import classes from '#renderer/settings/settings.module.css';
import { useShell } from '#renderer/ui/shell/shell-context.tsx';

const sections = [
  { name: 'locations', Icon: IconBuilding, Content: LocationSettings },
  { name: 'resources', Icon: IconDoor, Content: ResourceSettings },
  { name: 'availability', Icon: IconCalendarTime, Content: AvailabilitySettings },
  { name: 'time-off', Icon: IconBeach, Content: TimeOffSettings },
  { name: 'services', Icon: IconStethoscope, Content: ServiceSettings },
  { name: 'booking', Icon: IconCalendarCog, Content: BookingSettings },
  { name: 'calendars', Icon: IconCalendarShare, Content: CalendarSettings },
  { name: 'desks', Icon: IconDevices, Content: DeskSettings },
  { name: 'preferences', Icon: IconDeviceDesktop, Content: PreferenceSettings },
] as const;

/** @param section one of the names above; anything else is the first. */
export function SettingsScreen({ section }: { readonly section: string }): ReactNode {
  const { t } = useTranslation();
  const { show } = useShell();
  const current = sections.find(({ name }) => name === section) ?? sections[0];
  return (
    <div className={classes.screen}>
      <nav className={classes.nav} aria-label={t('settings.sections.label')}>
        <Title order={1} className={classes.navTitle}>
          {t('settings.title')}
        </Title>
        {sections.map(({ name, Icon }) => (
          <UnstyledButton
            key={name}
            className={classes.navEntry}
            aria-current={name === current.name ? 'page' : undefined}
            onClick={() => show('settings', name)}
          >
            <Icon size={18} stroke={1.6} aria-hidden />
            {t(`settings.sections.${name}`)}
          </UnstyledButton>
        ))}
      </nav>
      <section className={classes.content}>
        <current.Content />
      </section>
    </div>
  );
}
