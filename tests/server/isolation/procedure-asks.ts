import { must } from '#shared/lib/must.ts';
import { collectionSchema } from '#shared/replication/protocol.ts';
import { EARLIEST, plusMinutes } from '#shared/time/instant.ts';
import { clinic } from '#tests/builders/clinic.ts';
import { holdWish } from '#tests/builders/hold.ts';
import { PIN } from '#tests/server/test-clinic.ts';
import type { testClient } from '#tests/server/test-client.ts';
import type { CanaryClinic } from '#tests/server/isolation/canary-clinic.ts';
import { firstEvent } from '#tests/server/isolation/first-event.ts';
import { aFeed, aHold, aSeriesToBe, aSlice, aVisit } from '#tests/server/isolation/things.ts';

export type Asker = {
  readonly client: ReturnType<typeof testClient>;
  readonly url: string;
  readonly deskKey: string | null;
  /** Who is said to ask. */
  readonly actorId: string;
};

/** Asks about what was prepared, with whatever key. */
export type Ask = (by: Asker) => Promise<unknown>;

export type ProcedureAsk = {
  /** Puts something of this clinic there that can be asked for. */
  readonly about: (of: CanaryClinic) => Promise<Ask>;
  /** The clinic's own words are in the answer; so another clinic's would be seen there, too. */
  readonly tells?: true;
  /** The secret alone makes somebody of that clinic, so it says nothing about trespassing. */
  readonly isBySecret?: true;
};

const calendarWish = { scope: { kind: 'resource', id: clinic.anna }, language: 'en' } as const;

/** How each procedure is asked; `commands.push` is asked with every command. */
export const procedureAsks: Readonly<Record<string, ProcedureAsk>> = {
  'audit.ofAppointment': {
    tells: true,
    about: async (of) => {
      const { appointmentId } = await aVisit(of);
      return ({ client }) => client.audit.ofAppointment.query({ appointmentId });
    },
  },
  'calendars.createFeed': {
    tells: true,
    about:
      async () =>
      ({ client, actorId }) =>
        client.calendars.createFeed.mutate({ ...calendarWish, actorId, telling: 'names' }),
  },
  'calendars.export': {
    about: async (of) => {
      await aVisit(of);
      return ({ client, actorId }) => client.calendars.export.query({ ...calendarWish, actorId, telling: 'busy' });
    },
  },
  'calendars.listFeeds': {
    tells: true,
    about: async (of) => {
      await aFeed(of);
      return ({ client, actorId }) => client.calendars.listFeeds.query({ actorId });
    },
  },
  'calendars.revokeFeed': {
    about: async (of) => {
      const feedId = await aFeed(of);
      return ({ client, actorId }) => client.calendars.revokeFeed.mutate({ actorId, feedId });
    },
  },
  'holds.extend': {
    tells: true,
    about: async (of) => {
      const hold = await aHold(of);
      return ({ client }) => client.holds.extend.mutate(hold);
    },
  },
  'holds.list': {
    tells: true,
    about: async (of) => {
      await aHold(of);
      return ({ client }) => client.holds.list.query();
    },
  },
  'holds.place': {
    about: async (of) => {
      const start = of.freshTime();
      return ({ client, actorId }) => client.holds.place.mutate(holdWish({ actorId, start }));
    },
  },
  'holds.release': {
    about: async (of) => {
      const hold = await aHold(of);
      return ({ client }) => client.holds.release.mutate(hold);
    },
  },
  'holds.setMinutes': {
    about:
      async () =>
      ({ client, actorId }) =>
        client.holds.setMinutes.mutate({ actorId, minutes: 6 }),
  },
  'leases.giveUp': {
    about: async (of) => {
      const slice = await aSlice(of);
      return ({ client }) => client.leases.giveUp.mutate({ slices: [slice] });
    },
  },
  'leases.overview': {
    tells: true,
    about: async (of) => {
      await aSlice(of);
      return ({ client }) => client.leases.overview.query();
    },
  },
  'leases.renew': {
    tells: true,
    about:
      async () =>
      ({ client }) =>
        client.leases.renew.mutate(),
  },
  'replica.poke': {
    about:
      async () =>
      ({ url, deskKey }) =>
        firstEvent(url, deskKey),
  },
  'replica.pull': {
    tells: true,
    about: async (of) => {
      await aVisit(of);
      const { authority, tenantId } = of;
      const { checkpoint } = await authority.pull(tenantId, { collection: 'people', checkpoint: null, limit: 1 });
      return async ({ client }) => {
        const pages = [];
        for (const collection of collectionSchema.options)
          for (const from of [null, checkpoint])
            pages.push(await client.replica.pull.query({ collection, checkpoint: from, limit: 1_000 }));
        return { pages };
      };
    },
  },
  'replica.range': {
    tells: true,
    about: async (of) => {
      const { seen } = await aVisit(of);
      const to = plusMinutes(seen.end, 1_440);
      return ({ client }) => client.replica.range.query({ from: plusMinutes(seen.start, -1_440), to });
    },
  },
  'series.preview': {
    about: async (of) => {
      const input = aSeriesToBe(of);
      return ({ client, actorId }) =>
        client.series.preview.query({ actorId, ask: { kind: 'create', input }, from: EARLIEST });
    },
  },
  'session.clinic': {
    tells: true,
    about:
      async () =>
      ({ client }) =>
        client.session.clinic.query(),
  },
  'session.enrol': {
    tells: true,
    isBySecret: true,
    about: async ({ authority, tenantId, canary }) => {
      const { enrolmentCode } = must(await authority.findTenant(tenantId), 'the clinic');
      return ({ client }) => client.session.enrol.mutate({ code: enrolmentCode, deskName: canary });
    },
  },
  'session.signIn': {
    tells: true,
    about:
      async ({ people }) =>
      ({ client }) =>
        client.session.signIn.mutate({ personId: people.owner, pin: PIN }),
  },
};
