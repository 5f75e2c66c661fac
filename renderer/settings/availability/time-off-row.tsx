import { Button, Group, Text } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { v7 as newId } from 'uuid';
import type { CommandIntent } from '#shared/commands/registry.ts';
import type { TimeOff } from '#shared/scheduling/time-off.ts';
import { useDesk, useDocument, useStore } from '#renderer/replica/desk-context.tsx';
import { useAffectedReview } from '#renderer/settings/availability/affected-review.tsx';
import classes from '#renderer/settings/settings.module.css';
import { useMayChange } from '#renderer/settings/use-may-change.ts';
import { clockText } from '#renderer/settings/week.ts';
import { languageTag } from '#renderer/ui/i18n/i18n.ts';
import { Name } from '#renderer/ui/person-name.tsx';
import { useSubmissionNotice } from '#renderer/ui/submission-notice.ts';

/** One stretch of leave, with what the person at the desk may do about it. */
export function TimeOffRow({ timeOff }: { readonly timeOff: TimeOff }): ReactNode {
  const { t, i18n } = useTranslation();
  const resource = useDocument('resources', timeOff.resourceId);
  const decider = useDocument('people', timeOff.decidedBy);
  const state = t(`availability.off.${timeOff.state}`);
  const kind = t(`availability.off.kinds.${timeOff.kind}`);
  const { hours } = timeOff;
  const time = hours === null ? '' : `${clockText(hours.fromMinute)}–${clockText(hours.toMinute)}`;
  return (
    <div className={classes.row}>
      <span className={classes.rowText}>
        <Text span fw={500} display="block" truncate>
          <Name>{resource?.name ?? ''}</Name>
        </Text>
        <Text span fz="xs" c="dimmed" display="block" truncate>
          {[kind, timeOff.note].filter((part) => part !== '').join(' · ')}
        </Text>
      </span>
      <span className={classes.rowEnd}>
        <span>
          {daysText(timeOff, i18n.language)} {time}
        </span>
        <Text span fz="sm" c="dimmed">
          {decider === null ? state : t('availability.off.by', { state, name: decider.name })}
        </Text>
        <Answers timeOff={timeOff} />
      </span>
    </div>
  );
}

function Answers({ timeOff }: { readonly timeOff: TimeOff }): ReactNode {
  const { t } = useTranslation();
  const { mayChange } = useMayChange();
  const { act, isBusy, dialog } = useAnswer();
  const session = useStore(useDesk().session);
  const resource = useDocument('resources', timeOff.resourceId);
  const me = session.state === 'signed-in' ? session.person : null;
  const isMine = me !== null && (timeOff.requestedBy === me.id || resource?.personId === me.id);
  const isOpen = timeOff.state === 'requested';
  const decide = (state: 'approved' | 'declined'): void => {
    const input = { timeOffId: timeOff.id, seenVersion: timeOff.version, state, note: '', restoring: [] };
    act({ name: 'time-off.decide', input }, t(`availability.off.said.${state}`));
  };
  const withdraw = (): void =>
    act({ name: 'time-off.withdraw', input: { timeOffId: timeOff.id } }, t('availability.off.said.withdraw'));
  return (
    <Group gap={6} wrap="nowrap">
      {isOpen && mayChange && (!isMine || me.role === 'owner') && (
        <>
          <Button size="compact-sm" disabled={isBusy} onClick={() => decide('approved')}>
            {t('availability.off.approve')}
          </Button>
          <Button size="compact-sm" variant="default" disabled={isBusy} onClick={() => decide('declined')}>
            {t('availability.off.decline')}
          </Button>
        </>
      )}
      {(isOpen || timeOff.state === 'approved') && (isMine || mayChange) && (
        <Button size="compact-sm" variant="subtle" disabled={isBusy} onClick={withdraw}>
          {t('availability.off.withdraw')}
        </Button>
      )}
      {dialog}
    </Group>
  );
}

type Answer = {
  readonly act: (intent: CommandIntent, said: string) => void;
  readonly isBusy: boolean;
  readonly dialog: ReactNode;
};

function useAnswer(): Answer {
  const desk = useDesk();
  const tell = useSubmissionNotice();
  const { review, dialog } = useAffectedReview();
  const [isBusy, setBusy] = useState(false);
  const answer = async (intent: CommandIntent, said: string): Promise<void> => {
    if (!(await review(intent))) return;
    tell(await desk.submit(intent, { commandId: newId(), label: 'availability.off.undo' }), said);
  };
  const act = (intent: CommandIntent, said: string): void => {
    setBusy(true);
    void answer(intent, said).finally(() => setBusy(false));
  };
  return { act, isBusy, dialog };
}

function daysText({ fromDate, toDate }: TimeOff, language: string): string {
  const format = new Intl.DateTimeFormat(languageTag(language), {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    timeZone: 'UTC',
  });
  const [from, to] = [Date.parse(fromDate), Date.parse(toDate)];
  // A range in Chinese would be in slashes, beside single days in words.
  if (language === 'zh' && from !== to) return `${format.format(from)}至${format.format(to)}`;
  return format.formatRange(from, to);
}
