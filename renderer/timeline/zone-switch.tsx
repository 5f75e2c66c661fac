import { Popover, ScrollArea, Text, TextInput, Tooltip, UnstyledButton } from '@mantine/core';
import { IconArrowBackUp, IconCheck, IconChevronDown, IconSearch, IconWorld } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Location } from '#shared/scheduling/location.ts';
import type { Instant } from '#shared/time/instant.ts';
import { parseZone, type ZoneId } from '#shared/time/zone.ts';
import type { TimelineSettings } from '#renderer/timeline/timeline-settings.ts';
import { zoneWords } from '#renderer/timeline/words.ts';
import { zoneChoices } from '#renderer/timeline/zone-choices.ts';
import { withoutOverrides } from '#renderer/ui/person-name.tsx';

type ZoneSwitchProps = {
  readonly location: Location;
  readonly zone: ZoneId;
  /** On the day that is shown: offsets are those of that day. */
  readonly at: Instant;
  onSettings(patch: Partial<TimelineSettings>): void;
};

/** Says whose clock everything is shown by, quietly where it is the clinic's; another one is chosen here. */
export function ZoneSwitch({ location, zone, at, onSettings }: ZoneSwitchProps): ReactNode {
  const { t } = useTranslation();
  const [isOpen, setIsOpen] = useState(false);
  const isOther = zone !== location.zone;
  const { city, offset } = zoneWords(zone, at);
  const place = withoutOverrides(location.name);
  const about = isOther
    ? t('timeline.zone.other', { zone, location: place })
    : t('timeline.zone.own', { zone, location: place });
  const choose = (next: ZoneId): void => {
    setIsOpen(false);
    onSettings({ shownZone: next === location.zone ? null : next });
  };
  return (
    <span className="tl-zone-badge" data-other={isOther || undefined}>
      <Popover
        opened={isOpen}
        onChange={setIsOpen}
        position="bottom-start"
        shadow="md"
        width={300}
        trapFocus
        returnFocus
      >
        <Popover.Target>
          <Tooltip label={about} disabled={isOpen} multiline maw={320}>
            <UnstyledButton
              className="tl-zone"
              aria-label={`${about} ${t('timeline.zone.choose')}`}
              onClick={() => setIsOpen(!isOpen)}
            >
              <IconWorld size={14} stroke={1.8} aria-hidden />
              <span className="tl-zone-city">{city}</span> <span className="tl-zone-offset">{offset}</span>
              <IconChevronDown size={13} aria-hidden />
            </UnstyledButton>
          </Tooltip>
        </Popover.Target>
        <Popover.Dropdown>
          <ZoneList location={location} zone={zone} at={at} onChoose={choose} />
        </Popover.Dropdown>
      </Popover>
      {isOther && (
        <Tooltip label={t('timeline.zone.back', { location: place })}>
          <UnstyledButton
            className="tl-zone-back"
            aria-label={t('timeline.zone.back', { location: place })}
            onClick={() => choose(location.zone)}
          >
            <IconArrowBackUp size={16} aria-hidden />
          </UnstyledButton>
        </Tooltip>
      )}
    </span>
  );
}

type ZoneListProps = Pick<ZoneSwitchProps, 'location' | 'zone' | 'at'> & { onChoose(zone: ZoneId): void };

function ZoneList({ location, zone, at, onChoose }: ZoneListProps): ReactNode {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const computer = parseZone(Intl.DateTimeFormat().resolvedOptions().timeZone);
  const found = typed.trim() === '' ? [] : zoneChoices(typed, Intl.supportedValuesOf('timeZone'));
  const near = [
    { zone: location.zone, note: withoutOverrides(location.name) },
    ...(computer === null || computer === location.zone ? [] : [{ zone: computer, note: t('timeline.zone.computer') }]),
    ...(zone === location.zone || zone === computer ? [] : [{ zone, note: t('timeline.zone.shown') }]),
  ];
  const shown = typed.trim() === '' ? near : found.map((one) => ({ zone: one, note: '' }));
  return (
    <>
      <TextInput
        data-autofocus
        size="xs"
        leftSection={<IconSearch size={14} />}
        aria-label={t('timeline.zone.search')}
        placeholder={t('timeline.zone.search')}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && found[0] !== undefined) onChoose(found[0]);
        }}
      />
      <ScrollArea.Autosize mah={260} mt={6}>
        <ul className="tl-zone-list">
          {shown.map((one) => (
            <li key={one.zone}>
              <UnstyledButton
                className="tl-zone-item"
                aria-current={one.zone === zone || undefined}
                onClick={() => onChoose(one.zone)}
              >
                <span className="tl-zone-name">
                  {one.zone.replaceAll('_', ' ')}
                  {one.note !== '' && <span className="tl-zone-note">{one.note}</span>}
                </span>
                <span className="tl-zone-offset">{zoneWords(one.zone, at).offset}</span>
                {one.zone === zone && <IconCheck size={15} aria-hidden />}
              </UnstyledButton>
            </li>
          ))}
        </ul>
        {shown.length === 0 && (
          <Text fz="sm" c="dimmed" px={8} py={6}>
            {t('timeline.zone.none')}
          </Text>
        )}
      </ScrollArea.Autosize>
    </>
  );
}
