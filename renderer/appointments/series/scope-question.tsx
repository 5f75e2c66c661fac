import { Button, Checkbox, Group, Radio, Stack } from '@mantine/core';
import { type ReactNode, useMemo, useState, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { seriesIdFrom } from '#shared/scheduling/series/series-id.ts';
import { HoldLine } from '#renderer/appointments/hold/hold-line.tsx';
import { newId } from '#renderer/appointments/new-id.ts';
import { decisionsOf } from '#renderer/appointments/repeat/date-choices.ts';
import { DatesPreview } from '#renderer/appointments/repeat/dates-preview.tsx';
import { RepeatSum } from '#renderer/appointments/repeat/repeat-sum.tsx';
import { useAfterCheck } from '#renderer/appointments/repeat/use-after-check.ts';
import { type Dates, useDates } from '#renderer/appointments/repeat/use-dates.ts';
import { MovedLine } from '#renderer/appointments/series/moved-line.tsx';
import type { ScopeAnswer, ScopeAsk } from '#renderer/appointments/series/scope-asks.ts';
import { cancelOf, planScope, type ScopePlan } from '#renderer/appointments/series/scope-plan.ts';
import { seriesWords } from '#renderer/appointments/series/series-words.ts';
import classes from '#renderer/appointments/series/series.module.css';
import { useDesk } from '#renderer/replica/desk-context.tsx';
import type { HoldState } from '#renderer/replica/holds/hold-model.ts';
import { createStore } from '#renderer/replica/store.ts';
import { useTimeStyle } from '#renderer/appointments/use-time-style.ts';
import { contextAt, foreseePlacement } from '#renderer/timeline/foresee.ts';
import { useNow } from '#renderer/ui/use-now.ts';

type Chosen = 'this' | 'following' | 'all';

/** This visit, it and all that follow, or all that are to come; with what each would do, before it is done. */
export function ScopeQuestion({ ask }: { readonly ask: ScopeAsk }): ReactNode {
  const { t } = useTranslation();
  const desk = useDesk();
  const now = useNow(30_000);
  const [chosen, setChosen] = useState<Chosen>('this');
  const [takesMoved, setTakesMoved] = useState(false);
  const plans = usePlans(ask);
  const plan = plans.find(({ scope }) => scope.kind === chosen) ?? null;
  const isAboutPlace = plan !== null && (plan.change.shiftMs ?? 0) !== 0;
  const looksAtDates = isAboutPlace || plan?.change.phases !== undefined || plan?.change.swaps !== undefined;
  const dates = useDates(plan !== null && looksAtDates ? { kind: 'change', input: plan.change } : null);
  const series = desk.view.find('series', ask.appointment.occurrence.seriesId);
  const isPart = series?.origin !== undefined || plans.some(({ change }) => change.parts !== undefined);
  const style = useTimeStyle(ask.appointment.zone);
  const save = useAfterCheck(plan !== null && looksAtDates && dates.shown.isChecking, () => {
    if (plan === null) return ask.answer({ kind: 'this' });
    if (dates.counts.open > 0) return dates.askRef.current?.querySelector('button')?.focus();
    if (plan.refusal !== null || (looksAtDates && !dates.isReady)) return;
    ask.answer(answerOf({ ask, plan, dates, takesMoved }));
  });
  return (
    <Stack component="form" gap={12} onSubmit={(event) => (event.preventDefault(), save())}>
      {series !== null && <p className={classes.rule}>{seriesWords(series, style, isPart)}</p>}
      <MovedLine ask={ask} />
      <Radio.Group
        aria-label={t('appointments.series.scope.label')}
        value={chosen}
        onChange={(value) => setChosen(value === 'following' || value === 'all' ? value : 'this')}
      >
        <Stack gap={8}>
          <Radio value="this" data-autofocus label={t('appointments.series.scope.this')} />
          {plans.map(({ scope, count, isMore, refusal }) => (
            <Radio
              key={scope.kind}
              value={scope.kind}
              label={t(`appointments.series.scope.${scope.kind}`)}
              description={
                refusal === null
                  ? t(isMore ? 'appointments.series.scope.more' : 'appointments.series.scope.count', { count })
                  : t(`refusal.${refusal}`)
              }
              disabled={refusal !== null}
            />
          ))}
        </Stack>
      </Radio.Group>
      {plan?.change.parts !== undefined && (
        <p className={classes.staying}>{t('appointments.series.parts', { count: plan.change.parts.length + 1 })}</p>
      )}
      {plan !== null && <StayingNote plan={plan} />}
      {plan !== null && ask.intent.name === 'appointment.cancel' && plan.staying.changed > 0 && (
        <Checkbox
          label={t('appointments.series.takesMoved', { count: plan.staying.changed })}
          checked={takesMoved}
          onChange={(event) => setTakesMoved(event.currentTarget.checked)}
        />
      )}
      {plan !== null && looksAtDates && (
        <>
          <DatesPreview dates={dates} style={style} now={now} height={220} />
          <RepeatSum repeat={dates} />
        </>
      )}
      <KeptPlace ask={ask} />
      <Group justify="flex-end" gap={8}>
        <Button type="button" variant="default" onClick={() => ask.answer(null)}>
          {t('appointments.series.back')}
        </Button>
        <Button
          type="submit"
          color={ask.intent.name === 'appointment.cancel' ? 'red' : undefined}
          aria-busy={looksAtDates && dates.shown.isChecking}
        >
          {t(`appointments.series.save.${ask.intent.name.replace('appointment.', '')}`)}
        </Button>
      </Group>
    </Stack>
  );
}

/** How long the place of this visit is kept while the question is open. */
function KeptPlace({ ask }: { readonly ask: ScopeAsk }): ReactNode {
  const desk = useDesk();
  const style = useTimeStyle(ask.appointment.zone);
  const { get, subscribe } = ask.hold?.state ?? nothingKept;
  const state = useSyncExternalStore(subscribe, get);
  const placement = useMemo(() => foreseePlacement(ask.intent, desk.view, contextAt(desk)), [ask, desk]);
  return <HoldLine hold={{ placement, state, handle: ask.hold }} style={style} />;
}

const nothingKept = createStore<HoldState>({ kind: 'none' });

/** Both scopes, but for the wider one where it is the same as the narrower. */
function usePlans(ask: ScopeAsk): readonly ScopePlan[] {
  const desk = useDesk();
  const [nextIds] = useState(() => new Map<string, string>());
  return useMemo(() => {
    const idFor = (seriesId: string): string => {
      const nextId = nextIds.get(seriesId) ?? seriesIdFrom(newId());
      nextIds.set(seriesId, nextId);
      return nextId;
    };
    const planning = { world: desk.view, context: contextAt(desk), idFor };
    const { recurrenceId } = ask.appointment.occurrence;
    const following = planScope(ask, { kind: 'following', recurrenceId }, planning);
    const all = planScope(ask, { kind: 'all' }, planning);
    const isSame = all.count === following.count && all.refusal === following.refusal;
    return isSame ? [following] : [following, all];
  }, [ask, desk, nextIds]);
}

function StayingNote({ plan: { staying } }: { readonly plan: ScopePlan }): ReactNode {
  const { t } = useTranslation();
  const parts = (['changed', 'cancelled', 'begun'] as const).flatMap((kind) =>
    staying[kind] === 0 ? [] : [t(`appointments.series.staying.${kind}`, { count: staying[kind] })],
  );
  if (parts.length === 0) return null;
  return <p className={classes.staying}>{t('appointments.series.staying.text', { what: parts.join(', ') })}</p>;
}

type Answering = {
  readonly ask: ScopeAsk;
  readonly plan: ScopePlan;
  readonly dates: Dates;
  readonly takesMoved: boolean;
};

function answerOf({ ask, plan, dates, takesMoved }: Answering): ScopeAnswer {
  if (ask.intent.name === 'appointment.cancel') {
    const { reason } = ask.intent.input;
    const input = { ...cancelOf(plan), scope: plan.scope, reason, keepsMoved: !takesMoved };
    return { kind: 'series', intent: { name: 'series.cancel', input }, evenIfTaken: false };
  }
  const decisions = decisionsOf(dates.dates, dates.choices);
  return {
    kind: 'series',
    intent: { name: 'series.change', input: { ...plan.change, decisions } },
    evenIfTaken: decisions.some(({ kind }) => kind === 'book-anyway'),
  };
}
