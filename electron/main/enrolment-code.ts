import { z } from 'zod';

const enrolmentSchema = z.object({ code: z.string() });

/** What the server tells only to its own computer; null from one that has none to give. */
export async function enrolmentCodeAt(url: string): Promise<string | null> {
  try {
    const response = await fetch(`${url}/enrolment`, { signal: AbortSignal.timeout(5_000) });
    return response.ok ? enrolmentSchema.parse(await response.json()).code : null;
  } catch {
    return null;
  }
}
