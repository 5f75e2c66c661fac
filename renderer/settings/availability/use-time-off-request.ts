import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { v7 as newId } from 'uuid';
import { isRefusalCode, type RefusalCode } from '#shared/commands/refusal.ts';
import { requestTimeOff } from '#shared/commands/time-off/request-time-off.ts';
import type { TimeOff } from '#shared/scheduling/time-off.ts';
import { type ClockChange, clockChanges, sideFor } from '#renderer/settings/availability/clock-changes.ts';
import type { ZoneId } from '#shared/time/zone.ts';
import { type LocalDate, localDate } from '#shared/time/local.ts';
import { useDesk, useDocument } from '#renderer/replica/desk-context.tsx';
import { useCurrentLocation } from '#renderer/ui/shell/shell-context.tsx';
import { useSubmissionNotice } from '#renderer/ui/submission-notice.ts';

type Fields = Pick<TimeOff, 'fromDate' | 'toDate' | 'kind' | 'note' | 'hours' | 'disambiguation'>;

type Fault = { readonly code: RefusalCode; readonly field: string };

export type TimeOffRequest = {
  readonly fields: Fields;
  readonly fault: Fault | null;
  /** By the clock of the resource's location. */
  readonly today: LocalDate;
  /** Whose clocks the hours are read on: those of the resource's location. */
  readonly zone: ZoneId | null;
  /** Hours that do not happen once on one of the days. */
  readonly changes: readonly ClockChange[];
  set(patch: Partial<Fields>): void;
  send(): Promise<void>;
};

/** What is typed of a request for leave, and sending it. */
export function useTimeOffRequest(resourceId: string | null, onDone: () => void): TimeOffRequest {
  const { t } = useTranslation();
  const desk = useDesk();
  const tell = useSubmissionNotice();
  const current = useCurrentLocation();
  const resource = useDocument('resources', resourceId);
  const zone = useDocument('locations', resource?.locationId ?? null)?.zone ?? current?.zone ?? null;
  const [ids] = useState(() => ({ timeOffId: newId(), commandId: newId() }));
  const [fault, setFault] = useState<Fault | null>(null);
  const today = zone === null ? new Date(desk.now()).toISOString().slice(0, 10) : localDate(desk.now(), zone);
  const [fields, setFields] = useState<Fields>(() => {
    return { fromDate: today, toDate: today, kind: 'vacation', note: '', hours: null };
  });
  const set = (patch: Partial<Fields>): void => {
    setFault(null);
    setFields((current) => ({ ...current, ...patch }));
  };
  const hours = fields.hours === null ? [] : [fields.hours];
  const changes = zone === null ? [] : clockChanges({ ...fields, hours }, zone);
  const send = async (): Promise<void> => {
    const { timeOffId, commandId } = ids;
    const { disambiguation, ...asked } = fields;
    const side = sideFor(changes, disambiguation);
    const parsed = requestTimeOff.schema.safeParse({ timeOffId, resourceId: resourceId ?? '', ...asked, ...side });
    if (!parsed.success) {
      const { message = '', path = [] } = parsed.error.issues[0] ?? {};
      setFault({ code: isRefusalCode(message) ? message : 'invalid-input', field: path.map(String).join('.') });
      return;
    }
    const options = { commandId, label: 'availability.off.undo' };
    const submission = await desk.submit({ name: 'time-off.request', input: parsed.data }, options);
    if (tell(submission, t('availability.off.said.request'))) onDone();
  };
  return { fields, set, today, fault, zone, changes, send };
}
