import { type KeyboardEvent, type PointerEvent, type ReactNode, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isPainted, paint, QUARTER, type Stroke, strokeBetween } from '#renderer/settings/availability/paint-week.ts';
import classes from '#renderer/settings/availability/availability.module.css';
import { clockText, spansOn, weekdays } from '#renderer/settings/week.ts';
import type { WeeklyHours } from '#shared/scheduling/weekly-hours.ts';

type Props = {
  readonly label: string;
  readonly hours: WeeklyHours;
  readonly breaks: WeeklyHours;
  /** What dragging paints. */
  readonly brush: 'hours' | 'breaks';
  readonly isReadOnly: boolean;
  readonly onChange: (painted: WeeklyHours) => void;
  readonly onCopy: (weekday: number) => void;
};

type Place = { readonly weekday: number; readonly minute: number };
const HEIGHT = 576;

/** A week to paint: drag from open to open, or from what is painted to wipe it out; arrows, Space and Shift do the same. */
export function WeekGrid({ label, hours, breaks, brush, isReadOnly, onChange, onCopy }: Props): ReactNode {
  const { t, i18n } = useTranslation();
  const painted = brush === 'hours' ? hours : breaks;
  const [cursor, setCursor] = useState<Place>({ weekday: 1, minute: 480 });
  const [drag, setDrag] = useState<{ from: Place; to: number; is: 'on' | 'off' } | null>(null);
  const box = useRef<HTMLDivElement>(null);
  const stroke = drag === null ? null : strokeBetween(drag.from.weekday, drag.from.minute, drag.to);
  const apply = (one: Stroke, is: 'on' | 'off'): void => onChange(paint(painted, one, is));
  const minuteAt = (event: PointerEvent): number => {
    const rect = box.current?.getBoundingClientRect();
    const share = rect === undefined ? 0 : (event.clientY - rect.top) / rect.height;
    return Math.min(95, Math.max(0, Math.floor(share * 96))) * QUARTER;
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const next = moved(cursor, event.key);
    if (next !== null) {
      event.preventDefault();
      setCursor(next);
      if (event.shiftKey && !isReadOnly) apply(strokeBetween(next.weekday, cursor.minute, next.minute), 'on');
    } else if (event.key === ' ' && !isReadOnly) {
      event.preventDefault();
      const is = isPainted(painted, cursor.weekday, cursor.minute) ? 'off' : 'on';
      apply(strokeBetween(cursor.weekday, cursor.minute, cursor.minute), is);
    }
  };
  const day = (weekday: number): string => shortDay(weekday, i18n.language);
  const state = isPainted(breaks, cursor.weekday, cursor.minute)
    ? 'break'
    : isPainted(hours, cursor.weekday, cursor.minute)
      ? 'open'
      : 'closed';
  return (
    <div className={classes.grid}>
      <div className={classes.gridHead} aria-hidden={isReadOnly}>
        {weekdays.map((weekday) => (
          <span key={weekday}>
            {day(weekday)}
            {!isReadOnly && (
              <button type="button" className={classes.copy} onClick={() => onCopy(weekday)}>
                {t('availability.copyToAll')}
                <span className={classes.hidden}>, {day(weekday)}</span>
              </button>
            )}
          </span>
        ))}
      </div>
      <div className={classes.gridHours} aria-hidden>
        {[0, 3, 6, 9, 12, 15, 18, 21].map((hour) => (
          <span key={hour} style={{ top: (hour / 24) * HEIGHT }}>
            {clockText(hour * 60)}
          </span>
        ))}
      </div>
      <div
        ref={box}
        className={classes.gridBody}
        style={{ height: HEIGHT }}
        role="application"
        aria-label={`${label}. ${day(cursor.weekday)} ${clockText(cursor.minute)}, ${t(`availability.cell.${state}`)}`}
        aria-roledescription={t('availability.grid')}
        tabIndex={0}
        onKeyDown={onKeyDown}
      >
        {weekdays.map((weekday) => (
          <div
            key={weekday}
            data-weekday={weekday}
            className={classes.column}
            onPointerDown={(event) => {
              if (isReadOnly || event.button !== 0) return;
              event.currentTarget.setPointerCapture(event.pointerId);
              const minute = minuteAt(event);
              setCursor({ weekday, minute });
              setDrag({
                from: { weekday, minute },
                to: minute,
                is: isPainted(painted, weekday, minute) ? 'off' : 'on',
              });
            }}
            onPointerMove={(event) => drag !== null && setDrag({ ...drag, to: minuteAt(event) })}
            onPointerUp={() => {
              if (drag !== null && stroke !== null) apply(stroke, drag.is);
              setDrag(null);
            }}
            onPointerCancel={() => setDrag(null)}
          >
            {spansOn(hours, weekday).map((span) => (
              <Bar key={`h${span.fromMinute}`} span={span} look="hours" />
            ))}
            {spansOn(breaks, weekday).map((span) => (
              <Bar key={`b${span.fromMinute}`} span={span} look="breaks" />
            ))}
            {stroke?.weekday === weekday && <Bar span={stroke} look={drag?.is === 'off' ? 'wipe' : 'stroke'} />}
            {cursor.weekday === weekday && (
              <span
                className={classes.cursor}
                style={placeOf({ fromMinute: cursor.minute, toMinute: cursor.minute + QUARTER })}
              />
            )}
          </div>
        ))}
      </div>
    </div>
  );
}

type Minutes = { readonly fromMinute: number; readonly toMinute: number };

function Bar({ span, look }: { readonly span: Minutes; readonly look: string }): ReactNode {
  const isTall = span.toMinute - span.fromMinute >= 60;
  return (
    <span className={classes.bar} data-look={look} style={placeOf(span)}>
      {isTall && `${clockText(span.fromMinute)} – ${clockText(span.toMinute)}`}
    </span>
  );
}

function placeOf({ fromMinute, toMinute }: Minutes): { top: number; height: number } {
  return { top: (fromMinute / 1440) * HEIGHT, height: ((toMinute - fromMinute) / 1440) * HEIGHT };
}

function moved({ weekday, minute }: Place, key: string): Place | null {
  switch (key) {
    case 'ArrowUp':
      return { weekday, minute: Math.max(0, minute - QUARTER) };
    case 'ArrowDown':
      return { weekday, minute: Math.min(1440 - QUARTER, minute + QUARTER) };
    case 'ArrowLeft':
      return { weekday: Math.max(1, weekday - 1), minute };
    case 'ArrowRight':
      return { weekday: Math.min(7, weekday + 1), minute };
    default:
      return null;
  }
}

/** 2024-01-01 was a Monday. */
function shortDay(weekday: number, language: string): string {
  return new Intl.DateTimeFormat(language, { weekday: 'short', timeZone: 'UTC' }).format(Date.UTC(2024, 0, weekday));
}
