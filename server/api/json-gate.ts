import type { FastifyReply, FastifyRequest } from 'fastify';

/** Real requests nest about eight deep. */
const deepest = 64;

/** Refuses JSON that no desk sends: nested to exhaust the stack, or with keys that would change an object's prototype. */
export async function jsonGate(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined> {
  const texts = [request.body, ...queryTexts(request.query)];
  if (!texts.some((text) => typeof text === 'string' && isHostileJson(text))) return undefined;
  const data = { code: 'BAD_REQUEST', httpStatus: 400, path: '', field: '' };
  return reply.code(400).send({ error: { code: -32_600, message: 'invalid-request', data } });
}

function queryTexts(query: unknown): readonly unknown[] {
  return typeof query === 'object' && query !== null ? Object.values(query) : [];
}

export function isHostileJson(json: string): boolean {
  return isTooDeep(json) || hasPrototypeKey(json);
}

// Reads no further than it must, and never recurses.
function isTooDeep(json: string): boolean {
  let depth = 0;
  let isInText = false;
  for (let at = 0; at < json.length; at += 1) {
    const letter = json[at];
    if (isInText && letter === '\\') at += 1;
    else if (letter === '"') isInText = !isInText;
    else if (isInText) continue;
    else if (letter === '{' || letter === '[') depth += 1;
    else if (letter === '}' || letter === ']') depth -= 1;
    if (depth > deepest) return true;
  }
  return false;
}

// The words may stand in somebody's notes; only as a key are they hostile, however they are spelled.
function hasPrototypeKey(json: string): boolean {
  if (!/__proto__|\\u/.test(json)) return false;
  let isFound = false;
  try {
    JSON.parse(json, function check(this: unknown, key, value: unknown) {
      if (key === '__proto__') isFound = true;
      return value;
    });
  } catch {
    return false;
  }
  return isFound;
}
