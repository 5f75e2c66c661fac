import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { ZoneId } from '#shared/time/zone.ts';
import type { TimeStyle } from '#renderer/appointments/format-time.ts';
import { useShownZone } from '#renderer/timeline/shown-zone.ts';

/** How times are written here: in the language that is spoken, by the zone that is shown instead of the place's own. */
export function useTimeStyle(own: ZoneId): TimeStyle {
  const { i18n } = useTranslation();
  const zone = useShownZone(own);
  return useMemo(() => ({ zone, language: i18n.language }), [zone, i18n.language]);
}
