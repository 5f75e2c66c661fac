import type { ReplicaKeeper } from '#renderer/replica/database/replica-keeper.ts';
import { LONGEST_SETTLING_MS } from '#renderer/replica/holds/desk-holds.ts';
import type { Leasing } from '#renderer/replica/leases/leasing.ts';
import type { Lookout } from '#renderer/replica/look/lookout.ts';
import type { DeskMessage } from '#renderer/replica/network/desk-channel.ts';
import type { DeskLine } from '#renderer/replica/network/desk-line.ts';
import type { OutboxLog } from '#renderer/replica/pump/outbox-log.ts';
import type { Reoffers } from '#renderer/replica/pump/reoffers.ts';
import { report } from '#renderer/replica/report.ts';
import type { LiveSession } from '#renderer/replica/session/desk-session.ts';
import type { VerdictTaker } from '#renderer/replica/verdict-taker.ts';
import type { DeskView } from '#renderer/replica/view/desk-view.ts';

export type HeedingWindow = {
  readonly isLeading: boolean;
  readonly log: OutboxLog;
  readonly view: DeskView;
  readonly line: Pick<DeskLine, 'check' | 'connection'>;
  readonly session: Pick<LiveSession, 'lock' | 'load' | 'deskId'>;
  readonly keeper: Pick<ReplicaKeeper, 'follow'>;
  readonly lookout: Pick<Lookout, 'keep' | 'again' | 'renew'>;
  readonly leasing: Pick<Leasing, 'load'>;
  readonly reoffers: Reoffers;
  readonly verdicts: VerdictTaker;
  readonly readAppended: () => Promise<void>;
  readonly tellLine: () => void;
};

/** What this window does about what another window of its desk says. */
export function heedWindow(message: DeskMessage, window: HeedingWindow): void {
  const { isLeading, line, session, keeper, lookout, leasing } = window;
  switch (message.kind) {
    case 'saved':
      // The window may be closed before it says more.
      return void (isLeading && setTimeout(() => void window.readAppended(), LONGEST_SETTLING_MS));
    case 'appended':
      return void window.readAppended();
    case 'decided':
      return window.verdicts.adopt(message.verdicts);
    case 'dismissed':
      return window.log.adoptDismissal(message.commandId, message.personId);
    case 'line':
      if (message.unwritten.size > 0) window.verdicts.adopt(message.unwritten);
      return isLeading ? undefined : line.connection.adopt(message.state);
    case 'caught-up':
      lookout.keep(message.anchor);
      lookout.again();
      window.log.forget();
      return window.view.keepOpen(message.openCommandIds);
    case 'who-leads':
      return window.tellLine();
    case 'leases':
      return void leasing.load();
    case 'check':
      return isLeading ? line.check() : undefined;
    case 'offered-again':
      session.lock();
      return void window.reoffers.follow().catch((error: unknown) => report('what waits again was not read', error));
    case 'new-replica':
      return void keeper
        .follow(message.generation)
        .then(() => lookout.renew())
        .then(() => leasing.load());
    case 'enrolled':
      return void session.load().then(() => {
        window.view.setDeskId(session.deskId() ?? '');
        line.connection.restart();
      });
  }
}
