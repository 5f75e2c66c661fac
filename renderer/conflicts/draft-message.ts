import { formatInTimeZone } from 'date-fns-tz';
import { enGB, zhCN } from 'date-fns/locale';
import type { TFunction } from 'i18next';
import type { Repair } from '#shared/scheduling/repairs.ts';
import type { Instant } from '#shared/time/instant.ts';
import type { ZoneId } from '#shared/time/zone.ts';

export const messageLanguages = ['en', 'zh'] as const;
export type MessageLanguage = (typeof messageLanguages)[number];

/** What the client is told: a way out, that it is cancelled, or that a place is still looked for. */
export type MessageKind = Repair['kind'] | 'cancelled' | 'waiting';

export type Message = {
  readonly kind: MessageKind;
  readonly clientName: string;
  readonly clinic: string;
  readonly service: string;
  /** When it was to be, and when it will be. */
  readonly from: Instant;
  readonly to: Instant;
  /** The location's: it is there that the client looks at a clock. */
  readonly zone: ZoneId;
  /** Names of who and what takes its place. */
  readonly instead: string;
};

/** The text for the client; `t` speaks their language. */
export function draftMessage(message: Message, t: TFunction, language: MessageLanguage): string {
  const { kind, clientName, clinic, service, from, to, zone, instead } = message;
  const isWithOthers = kind === 'other-time' && instead !== '';
  const body = t(`conflicts.message.${isWithOthers ? 'other-time-with' : kind}`, {
    service,
    from: messageTime(from, zone, language),
    to: messageTime(to, zone, language),
    instead,
  });
  const greeting = t('conflicts.message.greeting', { name: clientName });
  return `${greeting}\n\n${body}\n\n${t('conflicts.message.closing', { clinic })}`;
}

/** `Monday 23 November 2026, 10:00` as the clock on the wall of the place has it. */
export function messageTime(at: Instant, zone: ZoneId, language: MessageLanguage): string {
  const pattern = language === 'zh' ? 'yyyy年M月d日EEEE HH:mm' : 'EEEE d MMMM yyyy, HH:mm';
  return formatInTimeZone(new Date(at), zone, pattern, { locale: language === 'zh' ? zhCN : enGB });
}

/** Where a mail program takes it up; null without an address that one would take. */
export function mailLink(email: string, subject: string, body: string): string | null {
  if (!/^[^\s@?&]+@[^\s@?&]+$/.test(email.trim())) return null;
  return `mailto:${encodeURIComponent(email.trim())}?subject=${encodeURIComponent(subject)}&body=${crlf(body)}`;
}

/** Where a telephone takes it up; null without digits. */
export function smsLink(phone: string, body: string): string | null {
  const number = phone.replaceAll(/[^\d+]/g, '');
  return number.length < 5 ? null : `sms:${number}?body=${crlf(body)}`;
}

// Both kinds of address want their lines ended as mail does (RFC 6068).
function crlf(body: string): string {
  return encodeURIComponent(body.replaceAll(/\r?\n/g, '\r\n'));
}
