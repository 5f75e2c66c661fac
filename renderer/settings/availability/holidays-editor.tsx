import { Button, Group, Select, Switch, Text } from '@mantine/core';
import { type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { HolidayCalendar } from '#shared/scheduling/availability/work-pattern.ts';
import { type HolidayLibrary, loadHolidayLibrary, withYear } from '#renderer/settings/availability/holiday-library.ts';
import listClasses from '#renderer/settings/settings.module.css';
import { languageTag } from '#renderer/ui/i18n/i18n.ts';

type Props = {
  readonly holidays: HolidayCalendar | null;
  readonly today: string;
  readonly isReadOnly: boolean;
  readonly onChange: (holidays: HolidayCalendar | null) => void;
};

/** The public holidays that the house keeps: taken over year by year, each of them may be open as usual. */
export function HolidaysEditor({ holidays, today, isReadOnly, onChange }: Props): ReactNode {
  const { t, i18n } = useTranslation();
  const [year, setYear] = useState(Number(today.slice(0, 4)));
  const shown = (holidays?.days ?? []).filter(({ date }) => date.startsWith(`${year}-`));
  const years = [0, 1, 2].map((more) => String(Number(today.slice(0, 4)) + more));
  const name = new Intl.DateTimeFormat(languageTag(i18n.language), { dateStyle: 'full', timeZone: 'UTC' });
  return (
    <section>
      <h3>{t('availability.holidays.title')}</h3>
      <Group align="flex-end" gap="sm" mb="sm">
        <Select
          label={t('availability.holidays.year')}
          w={100}
          allowDeselect={false}
          data={years}
          value={String(year)}
          onChange={(value) => setYear(Number(value))}
        />
        {!isReadOnly && <TakeOver holidays={holidays} year={year} onChange={onChange} />}
      </Group>
      {shown.length === 0 && <Text fz="sm">{t('availability.holidays.none')}</Text>}
      <div className={shown.length > 0 ? listClasses.rows : undefined}>
        {shown.map((day) => (
          <div key={day.date} className={listClasses.row} style={{ minHeight: 42 }}>
            <span className={listClasses.rowText}>
              <Text span fw={500}>
                {day.name}
              </Text>{' '}
              <Text span fz="sm" c="dimmed">
                {name.format(Date.parse(day.date))}
              </Text>
            </span>
            <Switch
              size="sm"
              label={t('availability.holidays.isOpen')}
              aria-label={`${t('availability.holidays.isOpen')}, ${day.name}`}
              checked={day.isOpen}
              disabled={isReadOnly}
              onChange={(event) => {
                const isOpen = event.currentTarget.checked;
                const days = holidays?.days.map((one) => (one.date === day.date ? { ...one, isOpen } : one));
                if (holidays !== null && days !== undefined) onChange({ ...holidays, days });
              }}
            />
          </div>
        ))}
      </div>
    </section>
  );
}

type TakeProps = Pick<Props, 'holidays' | 'onChange'> & { readonly year: number };

function TakeOver({ holidays, year, onChange }: TakeProps): ReactNode {
  const { t, i18n } = useTranslation();
  const library = useHolidayLibrary();
  const [place, setPlace] = useState({ country: holidays?.country ?? '', region: holidays?.region ?? '' });
  if (library === 'failed') return <Text fz="sm">{t('availability.holidays.failed')}</Text>;
  const choices = (list: readonly (readonly [string, string])[]) => list.map(([value, label]) => ({ value, label }));
  const regions = library === null || place.country === '' ? [] : library.regions(place.country);
  return (
    <>
      <Select
        label={t('availability.holidays.country')}
        searchable
        w={220}
        disabled={library === null}
        data={library === null ? [] : choices(library.countries(i18n.language))}
        value={place.country === '' ? null : place.country}
        onChange={(country) => setPlace({ country: country ?? '', region: '' })}
      />
      {regions.length > 0 && (
        <Select
          label={t('availability.holidays.region')}
          searchable
          w={220}
          data={[{ value: '', label: t('availability.holidays.wholeCountry') }, ...choices(regions)]}
          value={place.region}
          onChange={(region) => setPlace({ ...place, region: region ?? '' })}
        />
      )}
      <Button
        disabled={library === null || place.country === ''}
        onClick={() => {
          if (library === null) return;
          const days = library.daysOf(place.country, place.region, year);
          onChange(withYear(holidays, place, { year, days }));
        }}
      >
        {t('availability.holidays.take', { year })}
      </Button>
      {holidays !== null && (
        <Button variant="default" onClick={() => onChange(null)}>
          {t('availability.holidays.clear')}
        </Button>
      )}
    </>
  );
}

function useHolidayLibrary(): HolidayLibrary | 'failed' | null {
  const [library, setLibrary] = useState<HolidayLibrary | 'failed' | null>(null);
  useEffect(() => {
    let isGone = false;
    const show = (loaded: HolidayLibrary | 'failed'): void => {
      if (!isGone) setLibrary(loaded);
    };
    loadHolidayLibrary().then(show, () => show('failed'));
    return () => {
      isGone = true;
    };
  }, []);
  return library;
}
