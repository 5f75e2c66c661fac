import type { CreateFastifyContextOptions } from '@trpc/server/adapters/fastify';
import type { FastifyRequest } from 'fastify';
import type { Authority } from '#server/authority/authority.ts';
import type { DeskIdentity } from '#server/authority/desk-identity.ts';
import type { AttemptLimit } from '#server/api/attempt-limit.ts';
import { asTrpcError } from '#server/api/as-trpc-error.ts';
import type { Changes } from '#server/database/follow-changes.ts';

/** What every procedure may use. */
export type ApiServices = {
  readonly authority: Authority;
  readonly changes: Changes;
  readonly enrolmentAttempts: AttemptLimit;
  /** Guesses of calendars' addresses. */
  readonly feedAttempts: AttemptLimit;
  /** The clinic that this server was started for. */
  readonly homeTenantId: string;
};

export type ApiContext = ApiServices & {
  /** The desk whose key came with the request; null without one, or with a wrong one. */
  readonly desk: DeskIdentity | null;
  /** Where the request came from, for counting wrong guesses. */
  readonly address: string;
};

export function contextMaker(services: ApiServices): (options: CreateFastifyContextOptions) => Promise<ApiContext> {
  return ({ req, info }) => contextOf(services, req, info.connectionParams?.['deskKey'] ?? null);
}

/** @param streamKey a stream cannot send headers: its key is a connection parameter. */
export async function contextOf(
  services: ApiServices,
  { headers, ip }: Pick<FastifyRequest, 'headers' | 'ip'>,
  streamKey: string | null,
): Promise<ApiContext> {
  const key = bearerKey(headers.authorization) ?? streamKey;
  try {
    const desk = key === null ? null : await services.authority.authenticate(key);
    return { ...services, desk, address: ip };
  } catch (error) {
    throw asTrpcError(error);
  }
}

function bearerKey(header: string | undefined): string | null {
  return header?.startsWith('Bearer ') === true ? header.slice('Bearer '.length).trim() : null;
}
