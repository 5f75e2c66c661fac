import { expect, test } from 'vitest';
import { collectionSchema } from '#shared/replication/protocol.ts';
import { collections } from '#renderer/replica/database/replica-schema.ts';

test('[F24] every collection of the wire is replicated, and there are at most the twelve that RxDB can hold', () => {
  expect(collections.toSorted()).toEqual(collectionSchema.options.toSorted());
  expect(collections.length).toBeLessThanOrEqual(12);
});
