import { hostname } from 'node:os';
import { isIP } from 'node:net';
import type { FastifyReply, FastifyRequest } from 'fastify';

type Gate = (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply | undefined>;

/**
 * Refuses requests under a name that is not this server's: a page elsewhere can point its own name at 127.0.0.1 (DNS
 * rebinding), but it cannot change what the browser then writes into `Host`.
 */
export function hostGate(allowedNames: readonly string[]): Gate {
  const allowed = new Set(['localhost', hostname().toLowerCase(), ...allowedNames.map((name) => name.toLowerCase())]);
  return async (request, reply) => {
    const name = hostNameOf(request.headers.host ?? '');
    // An address cannot be rebound: it is where the request went.
    if (allowed.has(name) || isIP(name) !== 0) return undefined;
    return reply.code(421).send({ error: 'unknown-host' });
  };
}

function hostNameOf(host: string): string {
  const bracketed = /^\[([^\]]+)\](?::\d+)?$/.exec(host);
  return (bracketed?.[1] ?? host.replace(/:\d+$/, '')).toLowerCase();
}
