import type { FastifyReply, FastifyRequest } from 'fastify';
import { PROTOCOL_HEADER, PROTOCOL_VERSION } from '#shared/replication/protocol.ts';

/**
 * Answers 426 to a desk that speaks another protocol: it keeps its outbox, and asks for an update. A stream cannot
 * send headers; it names the protocol among its connection parameters, or has pulled before and was let in.
 */
export async function protocolGate(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined> {
  const spoken = request.headers[PROTOCOL_HEADER] ?? connectionParameter(request.query);
  if (spoken === String(PROTOCOL_VERSION)) return undefined;
  if (spoken === undefined && request.headers.accept?.includes('text/event-stream') === true) return undefined;
  const data = { code: 'PRECONDITION_FAILED', httpStatus: 426, path: '', field: '' };
  return reply.code(426).send({ error: { code: -32_012, message: 'protocol-not-spoken', data } });
}

function connectionParameter(query: unknown): string | undefined {
  const raw =
    typeof query === 'object' && query !== null && 'connectionParams' in query ? query.connectionParams : null;
  if (typeof raw !== 'string') return undefined;
  try {
    const parsed: unknown = JSON.parse(raw);
    const isNamed = typeof parsed === 'object' && parsed !== null && 'protocol' in parsed;
    return isNamed ? String(parsed.protocol) : undefined;
  } catch {
    return undefined;
  }
}
