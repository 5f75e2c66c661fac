import { createTRPCClient, httpBatchLink, httpSubscriptionLink, splitLink, TRPCClientError } from '@trpc/client';
import type { AppRouter } from '#server/api/router.ts';
import {
  type Checkpoint,
  type Poke,
  pokeSchema,
  PROTOCOL_HEADER,
  PROTOCOL_VERSION,
  PULL_LIMIT,
  rangeOutputSchema,
  type RangeOutput,
  pullOutputSchema,
  type PullOutput,
  type PushInput,
  type PushOutput,
  pushOutputSchema,
} from '#shared/replication/protocol.ts';
import {
  type LeaseOverview,
  leaseOverviewSchema,
  type RenewOutput,
  renewOutputSchema,
} from '#shared/replication/leases.ts';
import type { LeaseSlice } from '#shared/scheduling/lease.ts';
import { type AuditEntry, auditEntrySchema } from '#shared/replication/audit.ts';
import { type PreviewInput, type PreviewOutput, previewOutputSchema } from '#shared/replication/series-preview.ts';
import { type Enrolment, enrolOutputSchema, type SignIn, signInOutputSchema } from '#shared/replication/session.ts';
import {
  extendHoldOutputSchema,
  listHoldsOutputSchema,
  placeHoldOutputSchema,
  setHoldMinutesOutputSchema,
} from '#shared/replication/holds.ts';
import type { Collection } from '#shared/scheduling/world.ts';
import type { Interval } from '#shared/time/interval.ts';
import type { HoldCredential } from '#renderer/replica/holds/hold-model.ts';
import type { HoldCalls } from '#renderer/replica/network/hold-calls.ts';
import { sendLast, workerOfPage } from '#renderer/replica/network/last-word.ts';
import { Outage, outageOfStatus } from '#renderer/replica/network/outage.ts';

export type { AppRouter };

/** The server as a desk calls it. Every answer is parsed; whatever goes wrong is an `Outage`. */
export type ServerClient = {
  push(offer: PushInput, signal: AbortSignal): Promise<PushOutput>;
  pull(collection: Collection, checkpoint: Checkpoint | null, signal: AbortSignal): Promise<PullOutput>;
  /** What is booked and blocked in a stretch of time that the desk does not carry with it. */
  range(interval: Interval, signal: AbortSignal): Promise<RangeOutput>;
  /** What dates of a series would meet that the desk does not carry with it. */
  previewSeries(input: PreviewInput, signal: AbortSignal): Promise<PreviewOutput>;
  readonly holds: HoldCalls;
  renewLeases(signal: AbortSignal): Promise<RenewOutput>;
  giveUpLeases(slices: readonly LeaseSlice[], signal: AbortSignal): Promise<void>;
  leaseOverview(signal: AbortSignal): Promise<LeaseOverview>;
  /** Whether the server is there, speaks this protocol and knows this desk. */
  probe(signal: AbortSignal): Promise<void>;
  /** Follows the stream; resolves with what ended it, or null when the signal did. */
  follow(signal: AbortSignal, onPoke: (poke: Poke) => void): Promise<Outage | null>;
  enrol(code: string, deskName: string): Promise<Enrolment>;
  signIn(personId: string, pin: string, signal: AbortSignal): Promise<SignIn>;
  auditOf(appointmentId: string, signal: AbortSignal): Promise<readonly AuditEntry[]>;
};

const CALL_MS = 30_000;
/** Nobody waits for a hold, and a later choice waits for this one. */
const HOLD_MS = 5_000;
const LONGEST_QUERY = 5_500;
const HELLO_MS = 3_000;
/** A person stands at the desk: rather the offline check soon than the server's word late. */
const SIGN_IN_MS = 4_000;

export function serverClient(url: string, deskKey: string | null): ServerClient {
  const trpc = client(url, deskKey);
  const call = <Output>(work: Promise<Output>): Promise<Output> =>
    work.catch((error: unknown) => Promise.reject(outageOf(error)));
  return {
    push: async (offer, signal) =>
      pushOutputSchema.parse(await call(trpc.commands.push.mutate(offer, { signal: limited(signal) }))),
    pull: async (collection, checkpoint, signal) => {
      const input = { collection, checkpoint, limit: PULL_LIMIT };
      return pullOutputSchema.parse(await call(trpc.replica.pull.query(input, { signal: limited(signal) })));
    },
    range: async ({ start, end }, signal) => {
      const output = await call(trpc.replica.range.query({ from: start, to: end }, { signal: limited(signal) }));
      return rangeOutputSchema.parse(output);
    },
    previewSeries: async (input, signal) => {
      // Such a long address no server takes: then it is as if there were none, and the line is not to blame.
      if (encodeURIComponent(JSON.stringify(input)).length > LONGEST_QUERY) throw new Outage('rejected');
      return previewOutputSchema.parse(await call(trpc.series.preview.query(input, { signal: limited(signal) })));
    },
    holds: holdCalls(trpc, { call, abandon: (credential) => abandon(url, headersOf(deskKey), credential) }),
    renewLeases: async (signal) =>
      renewOutputSchema.parse(await call(trpc.leases.renew.mutate(undefined, { signal: limited(signal) }))),
    giveUpLeases: async (slices, signal) => {
      await call(trpc.leases.giveUp.mutate({ slices: [...slices] }, { signal: limited(signal) }));
    },
    leaseOverview: async (signal) =>
      leaseOverviewSchema.parse(await call(trpc.leases.overview.query(undefined, { signal: limited(signal) }))),
    probe: async (signal) => {
      await call(trpc.replica.pull.query({ collection: 'locations', checkpoint: null, limit: 1 }, { signal }));
    },
    follow: (signal, onPoke) => follow(trpc, signal, onPoke),
    enrol: async (code, deskName) => enrolOutputSchema.parse(await call(trpc.session.enrol.mutate({ code, deskName }))),
    signIn: async (personId, pin, signal) => {
      const output = await call(trpc.session.signIn.mutate({ personId, pin }, { signal: limited(signal, SIGN_IN_MS) }));
      return signInOutputSchema.parse(output);
    },
    auditOf: async (appointmentId, signal) => {
      const output = await call(trpc.audit.ofAppointment.query({ appointmentId }, { signal: limited(signal) }));
      return output.map((entry) => auditEntrySchema.parse(entry));
    },
  };
}

function headersOf(deskKey: string | null): Readonly<Record<string, string>> {
  return { [PROTOCOL_HEADER]: String(PROTOCOL_VERSION), ...(deskKey && { authorization: `Bearer ${deskKey}` }) };
}

type HoldLine = {
  call<Output>(work: Promise<Output>): Promise<Output>;
  abandon(credential: HoldCredential): void;
};

function holdCalls({ holds }: Trpc, { call, abandon }: HoldLine): HoldCalls {
  const soon = (signal: AbortSignal) => ({ signal: limited(signal, HOLD_MS) });
  return {
    place: async ({ phases, ...rest }, signal) => {
      const copied = phases.map(({ minutes, resourceIds }) => ({ minutes, resourceIds: [...resourceIds] }));
      return placeHoldOutputSchema.parse(await call(holds.place.mutate({ ...rest, phases: copied }, soon(signal))));
    },
    extend: async (credential, signal) =>
      extendHoldOutputSchema.parse(await call(holds.extend.mutate(credential, soon(signal)))),
    release: async (credential, signal) => {
      await call(holds.release.mutate(credential, soon(signal)));
    },
    list: async (signal) => listHoldsOutputSchema.parse(await call(holds.list.query(undefined, soon(signal)))),
    setMinutes: async (input, signal) =>
      setHoldMinutesOutputSchema.parse(await call(holds.setMinutes.mutate(input, soon(signal)))),
    abandon,
  };
}

/** Goes out even when the page is gone before it is answered; where it does not, the hold ends by itself. */
function abandon(url: string, headers: Readonly<Record<string, string>>, credential: HoldCredential): void {
  const request = {
    url: `${url.replace(/\/$/, '')}/trpc/holds.release`,
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify(credential),
  };
  sendLast(request, workerOfPage());
}

type Trpc = ReturnType<typeof client>;

function client(url: string, deskKey: string | null) {
  const headers = headersOf(deskKey);
  const endpoint = `${url.replace(/\/$/, '')}/trpc`;
  const calls = httpBatchLink({ url: endpoint, headers, maxURLLength: 6_000 });
  const stream = httpSubscriptionLink({
    url: endpoint,
    // EventSource has no headers.
    connectionParams: { deskKey: deskKey ?? '', protocol: String(PROTOCOL_VERSION) },
  });
  return createTRPCClient<AppRouter>({
    links: [splitLink({ condition: ({ type }) => type === 'subscription', true: stream, false: calls })],
  });
}

function limited(signal: AbortSignal, ms = CALL_MS): AbortSignal {
  return AbortSignal.any([signal, AbortSignal.timeout(ms)]);
}

/**
 * Any trouble ends it: the browser's own reconnection waits for seconds, and a connection that is accepted but silent
 * would be waited for without end (F25). The caller opens the next one.
 */
function follow(trpc: Trpc, signal: AbortSignal, onPoke: (poke: Poke) => void): Promise<Outage | null> {
  return new Promise((resolve) => {
    const end = (outage: Outage | null): void => {
      clearTimeout(silence);
      signal.removeEventListener('abort', abort);
      subscription.unsubscribe();
      resolve(outage);
    };
    const abort = (): void => end(null);
    const silence = setTimeout(() => end(new Outage('network')), HELLO_MS);
    signal.addEventListener('abort', abort);
    const subscription = trpc.replica.poke.subscribe(undefined, {
      onData: (data) => {
        clearTimeout(silence);
        onPoke(pokeSchema.parse(data));
      },
      onConnectionStateChange: ({ state, error }) => {
        if (state === 'connecting' && error !== null) end(outageOf(error));
      },
      onError: (error) => end(outageOf(error)),
      onComplete: () => end(new Outage('network')),
    });
    if (signal.aborted) abort();
  });
}

function outageOf(error: unknown): Outage {
  if (!(error instanceof TRPCClientError)) return new Outage('network', error);
  const response: unknown = error.meta?.['response'];
  const status = response instanceof Response ? response.status : null;
  const retryAfter = response instanceof Response ? Number(response.headers.get('retry-after')) * 1_000 : 0;
  const kind = outageOfStatus(httpStatusOf(error) ?? status);
  // A refusal that is not in the server's own words comes from something else that answers at this address.
  const isForeign = kind === 'rejected' && httpStatusOf(error) === null;
  return new Outage(isForeign ? 'network' : kind, error, retryAfter > 0 ? retryAfter : null);
}

function httpStatusOf(error: TRPCClientError<AppRouter>): number | null {
  const status: unknown = error.data?.httpStatus;
  return typeof status === 'number' ? status : null;
}
