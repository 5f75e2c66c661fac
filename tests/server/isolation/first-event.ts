import { must } from '#shared/lib/must.ts';
import { PROTOCOL_VERSION } from '#shared/replication/protocol.ts';

/** What a desk's stream says first, which the client of the tests would take for a broken line where it is a refusal. */
export async function firstEvent(url: string, deskKey: string | null): Promise<unknown> {
  const parameters = { deskKey: deskKey ?? '', protocol: String(PROTOCOL_VERSION) };
  const query = `connectionParams=${encodeURIComponent(JSON.stringify(parameters))}`;
  const response = await fetch(`${url}/trpc/replica.poke?${query}`, { headers: { accept: 'text/event-stream' } });
  const reader = must(response.body, 'a stream').pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  try {
    for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {
      text += chunk.value;
      const refused = /"message":"([a-z-]+)"/.exec(text)?.[1];
      if (refused !== undefined) throw new Error(refused);
      const said = /^data: (\{"kind".*\})$/m.exec(text)?.[1];
      if (said !== undefined) return { hello: said };
    }
  } finally {
    await reader.cancel();
  }
  throw new Error('the stream ended');
}
