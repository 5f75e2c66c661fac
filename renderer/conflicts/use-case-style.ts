import { useTranslation } from 'react-i18next';
import type { TimeStyle } from '#renderer/appointments/format-time.ts';
import { usePanelLocation } from '#renderer/appointments/use-panel-location.ts';
import type { InboxCase } from '#renderer/conflicts/inbox-case.ts';
import type { ZoneId } from '#shared/time/zone.ts';

/** Times of a case are read on the clock of its own place; without a visit, on that of the clinic's first location. */
export function useCaseStyle(one: InboxCase): TimeStyle {
  const { i18n } = useTranslation();
  const location = usePanelLocation({});
  const zone = one.zone ?? location?.zone ?? ('UTC' as ZoneId); // A zone that every runtime knows.
  return { zone, language: i18n.language };
}
