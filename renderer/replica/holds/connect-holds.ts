import { v4 } from 'uuid';
import { DeskHolds, type HoldMinutes, type HoldsMessage } from '#renderer/replica/holds/desk-holds.ts';
import type { HoldAnswer, HoldCredential, HoldRequest } from '#renderer/replica/holds/hold-model.ts';
import { wallClock } from '#renderer/replica/monotonic-clock.ts';
import type { DeskLine } from '#renderer/replica/network/desk-line.ts';
import { asOutage } from '#renderer/replica/network/outage.ts';
import { report } from '#renderer/replica/report.ts';
import type { LiveSession } from '#renderer/replica/session/desk-session.ts';
import type { DeskView } from '#renderer/replica/view/desk-view.ts';

type ConnectOptions = {
  readonly line: DeskLine;
  readonly view: DeskView;
  /** Of the desk; its windows tell each other what is held: only one of them hears the server's pokes. */
  readonly name: string;
  readonly session: Pick<LiveSession, 'person' | 'deskId'>;
  /** A channel of the desk's name, unless given. */
  readonly openChannel?: (onMessage: (message: HoldsMessage) => void) => HoldsChannel;
  /** Nobody can guess either, unless given: the token is all that tells an owner from everybody else. */
  readonly newCredential?: () => HoldCredential;
  readonly report?: typeof report;
  /** Ends everything here. */
  readonly signal: AbortSignal;
};

type HoldsChannel = { post(message: HoldsMessage): void; close(): void };

/** The holds of this window, on its line. */
export function connectHolds(options: ConnectOptions): DeskHolds {
  const { line, view, name, session, signal } = options;
  const actorId = (): string | null => session.person()?.id ?? null;
  const { state } = line.connection;
  const isOnline = (): boolean => state.get().connection === 'online';
  const { openChannel = (onMessage) => channelBetweenWindows(`${name}-holds`, onMessage) } = options;
  const channel = openChannel((message) => holds.hear(message));
  const holds: DeskHolds = new DeskHolds({
    deskId: () => session.deskId(),
    ask: (request, credential) => askForHold(line, actorId(), { request, credential }),
    list: () => line.holds(),
    setMinutes: (minutes) => setMinutes(line, actorId(), minutes),
    abandon: (credential) => line.abandonHold(credential),
    isOnline,
    newCredential: options.newCredential ?? (() => ({ id: v4(), ownerToken: v4() })),
    show: (others) => view.showHolds(others),
    say: (message) => channel.post(message),
    wallNow: wallClock,
    report: options.report ?? report,
  });
  let before = isOnline();
  const stop = state.subscribe(() => {
    if (isOnline() !== before) holds.follow(isOnline());
    before = isOnline();
  });
  const leave = (): void => holds.abandon();
  addEventListener('pagehide', leave);
  signal.addEventListener('abort', () => {
    stop();
    removeEventListener('pagehide', leave);
    holds.close();
    channel.close();
  });
  return holds;
}

type Asked = { readonly request: HoldRequest; readonly credential: HoldCredential };

function channelBetweenWindows(name: string, onMessage: (message: HoldsMessage) => void): HoldsChannel {
  const channel = new BroadcastChannel(name);
  // Only this program's own windows can post here: same origin, same name.
  channel.onmessage = ({ data }) => onMessage(data as HoldsMessage);
  return { post: (message) => channel.postMessage(message), close: () => channel.close() };
}

async function askForHold(line: DeskLine, actorId: string | null, { request, credential }: Asked): Promise<HoldAnswer> {
  try {
    switch (request.kind) {
      case 'place':
        return actorId === null
          ? { kind: 'refused', code: 'actor-unknown' }
          : await line.placeHold({ ...request.placement, ...credential, replaces: request.replaces, actorId });
      case 'extend':
        return await line.extendHold(credential);
      case 'release':
        await line.releaseHold(credential);
        return { kind: 'ended' };
    }
  } catch (error) {
    // A server that does not take it as it is will never do so.
    if (asOutage(error).kind !== 'rejected') return { kind: 'unanswered' };
    return request.kind === 'place' ? { kind: 'refused', code: 'not-decidable' } : { kind: 'ended' };
  }
}

/** Nothing that a desk could do alone: it is said at once when there is no server. */
async function setMinutes(line: DeskLine, actorId: string | null, minutes: number): Promise<HoldMinutes> {
  if (actorId === null) return { kind: 'refused', code: 'actor-unknown' };
  return line.setHoldMinutes(actorId, minutes).catch(() => ({ kind: 'no-server' as const }));
}
