import type { CommandIntent } from '#shared/commands/registry.ts';
import type { Appointment } from '#shared/scheduling/appointment.ts';
import type { Location } from '#shared/scheduling/location.ts';
import type { Resource } from '#shared/scheduling/resource.ts';
import type { Instant } from '#shared/time/instant.ts';
import type { HoldHandle } from '#renderer/replica/holds/hold-handle.ts';
import type { Desk } from '#renderer/replica/desk.ts';
import { createStore, type Store } from '#renderer/replica/store.ts';
import type { Misfit } from '#renderer/timeline/drag-to-command.ts';
import { contextAt, foreseePlacement } from '#renderer/timeline/foresee.ts';
import { type Fit, fitOf } from '#renderer/timeline/row-fit.ts';
import type { Span } from '#renderer/timeline/to-calendar-events.ts';

export type Held = {
  readonly appointment: Appointment;
  readonly span: Span;
  readonly from: Resource;
  readonly gesture: 'move' | 'resize';
};

/** The visit in hand. Judges places for it; a judgement holds until the hand moves on or the view changes. */
export type DragSession = {
  readonly held: Store<Held | null>;
  readonly isCopying: Store<boolean>;
  begin(held: Held): void;
  end(): void;
  setCopying(isCopying: boolean): void;
  /** Keeps the place under the hand for as long as it is decided; null: it is no place. */
  keep(intent: CommandIntent | null): void;
  /** Hands over what was kept: whoever lands the visit gives it back. */
  takeHold(): HoldHandle | null;
  fitAt(to: Resource, start: Instant, location: Location): Fit;
  /** Why the last place under the hand could not be dropped on; forgotten when the hand finds a better one. */
  misfit: Misfit | null;
  /** Set by Escape: what the calendar reports next is not meant. */
  isCancelled: boolean;
};

export function createDragSession(desk: Desk): DragSession {
  const held = createStore<Held | null>(null);
  const isCopying = createStore(false);
  const known = new Map<string, Fit>();
  let revision = -1;
  let hold: HoldHandle | null = null;

  return {
    held,
    isCopying,
    misfit: null,
    isCancelled: false,
    begin(next) {
      known.clear();
      this.misfit = null;
      this.isCancelled = false;
      held.set(next);
    },
    end() {
      known.clear();
      hold?.close();
      hold = null;
      held.set(null);
      isCopying.set(false);
    },
    setCopying: (next) => isCopying.set(next),
    keep(intent) {
      const placement = intent === null ? null : foreseePlacement(intent, desk.view, contextAt(desk));
      if (placement === null && hold === null) return;
      hold ??= desk.openHold();
      hold.choose(placement);
    },
    takeHold() {
      const taken = hold;
      hold = null;
      return taken;
    },
    fitAt(to, start, location) {
      const hand = held.get();
      if (hand === null) return { kind: 'free' };
      if (revision !== desk.view.revision()) known.clear();
      revision = desk.view.revision();
      const key = `${to.id} ${start}`;
      const before = known.get(key);
      if (before !== undefined) return before;
      const fit = fitOf({ ...hand, to, start }, location, desk.view, contextAt(desk));
      known.set(key, fit);
      return fit;
    },
  };
}
