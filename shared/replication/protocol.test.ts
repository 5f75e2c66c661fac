import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { commands } from '#shared/commands/registry.ts';
import {
  calendarWishSchema,
  createdFeedSchema,
  exportedCalendarSchema,
  listedFeedsSchema,
  revokedFeedSchema,
  revokeFeedInputSchema,
} from '#shared/replication/calendars.ts';
import { documentSchemas } from '#shared/replication/document-schemas.ts';
import {
  PROTOCOL_VERSION,
  checkpointSchema,
  pokeSchema,
  pullInputSchema,
  pullOutputSchema,
  pushInputSchema,
  pushOutputSchema,
  rangeInputSchema,
  rangeOutputSchema,
} from '#shared/replication/protocol.ts';
import { giveUpInputSchema, leaseOverviewSchema, renewOutputSchema } from '#shared/replication/leases.ts';
import {
  extendHoldOutputSchema,
  listHoldsOutputSchema,
  ownHoldSchema,
  placeHoldInputSchema,
  placeHoldOutputSchema,
  releaseHoldOutputSchema,
  setHoldMinutesInputSchema,
  setHoldMinutesOutputSchema,
} from '#shared/replication/holds.ts';
import { previewInputSchema, previewOutputSchema } from '#shared/replication/series-preview.ts';
import {
  enrolInputSchema,
  enrolOutputSchema,
  signInInputSchema,
  signInOutputSchema,
} from '#shared/replication/session.ts';

const wire = {
  ...Object.fromEntries(Object.entries(documentSchemas).map(([name, schema]) => [`document ${name}`, schema])),
  ...Object.fromEntries(Object.values(commands).map(({ name, schema }) => [`command ${name}`, schema])),
  calendarWish: calendarWishSchema,
  checkpoint: checkpointSchema,
  createdFeed: createdFeedSchema,
  enrolInput: enrolInputSchema,
  enrolOutput: enrolOutputSchema,
  exportedCalendar: exportedCalendarSchema,
  extendHoldOutput: extendHoldOutputSchema,
  giveUpInput: giveUpInputSchema,
  listedFeeds: listedFeedsSchema,
  listHoldsOutput: listHoldsOutputSchema,
  ownHold: ownHoldSchema,
  placeHoldInput: placeHoldInputSchema,
  placeHoldOutput: placeHoldOutputSchema,
  releaseHoldOutput: releaseHoldOutputSchema,
  setHoldMinutesInput: setHoldMinutesInputSchema,
  setHoldMinutesOutput: setHoldMinutesOutputSchema,
  leaseOverview: leaseOverviewSchema,
  poke: pokeSchema,
  previewInput: previewInputSchema,
  previewOutput: previewOutputSchema,
  pullInput: pullInputSchema,
  pullOutput: pullOutputSchema,
  pushInput: pushInputSchema,
  pushOutput: pushOutputSchema,
  rangeInput: rangeInputSchema,
  rangeOutput: rangeOutputSchema,
  renewOutput: renewOutputSchema,
  revokedFeed: revokedFeedSchema,
  revokeFeedInput: revokeFeedInputSchema,
  signInInput: signInInputSchema,
  signInOutput: signInOutputSchema,
};

// When this fails you have changed the wire. Raise PROTOCOL_VERSION, say so in SPEC.md, and write the new hash here.
test('the wire of protocol 2 has not changed', () => {
  const shapes = Object.entries(wire).map(([name, schema]) => [
    name,
    z.toJSONSchema(schema as z.ZodType, { io: 'input', unrepresentable: 'any' }),
  ]);
  const hash = createHash('sha256').update(JSON.stringify(shapes)).digest('hex').slice(0, 16);
  expect([PROTOCOL_VERSION, hash]).toEqual([2, 'c357db2356b1f7c9']);
});
