import { TRPCError } from '@trpc/server';
import { getHTTPStatusCodeFromError } from '@trpc/server/http';
import { expect, test } from 'vitest';
import { refusalCodes } from '#shared/commands/refusal.ts';
import { refusalToTrpc } from '#server/api/refusal-to-trpc.ts';

test("every refusal has an error of its own kind, and only our own failure is the server's fault", () => {
  const statuses = refusalCodes.map(
    (code) => [code, getHTTPStatusCodeFromError(new TRPCError({ code: refusalToTrpc[code] }))] as const,
  );
  expect(statuses.filter(([, status]) => status < 400)).toEqual([]);
  expect(statuses.filter(([, status]) => status >= 500).map(([code]) => code)).toEqual(['not-decidable']);
});
