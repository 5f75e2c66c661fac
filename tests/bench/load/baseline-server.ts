import { createHash } from 'node:crypto';
import { initTRPC } from '@trpc/server';
import { fastifyTRPCPlugin, type FastifyTRPCPluginOptions } from '@trpc/server/adapters/fastify';
import { fastify } from 'fastify';
import { Pool, type PoolClient } from 'pg';
import { z } from 'zod';
import { commandSchema } from '#shared/replication/protocol.ts';

/**
 * What our figures are held against: booking as it is often written, behind the same HTTP framing and on the same
 * PostgreSQL. It knows nobody, keeps no audit, answers no repeated command and feeds no desk.
 * Arguments: connection string, and how it guards a slot.
 */
const [connectionString = '', guard = 'check'] = process.argv.slice(2);

const pool = new Pool({ connectionString, max: 16 });
const trpc = initTRPC.create();
const inputSchema = z.object({
  appointmentId: z.string(),
  start: z.number(),
  phases: z.array(z.object({ minutes: z.number(), resourceIds: z.array(z.string()) })),
});
type Wanted = {
  readonly id: string;
  readonly resourceIds: readonly string[];
  readonly start: number;
  readonly end: number;
};

const push = trpc.procedure
  .input(z.object({ commands: z.array(commandSchema) }))
  .mutation(async ({ input }) => ({ verdicts: await Promise.all(input.commands.map(decide)) }));
const router = trpc.router({ commands: trpc.router({ push }) });

async function decide({ id, input }: z.infer<typeof commandSchema>) {
  const { appointmentId, start, phases } = inputSchema.parse(input);
  const [phase] = phases;
  const wanted = {
    id: appointmentId,
    resourceIds: phase?.resourceIds ?? [],
    start,
    end: start + (phase?.minutes ?? 0) * 60_000,
  };
  const isBooked = await inTransaction((client) => book(client, wanted, JSON.stringify(input)));
  return { commandId: id, verdict: { kind: isBooked ? 'accepted' : 'displaced' } };
}

async function inTransaction<Result>(work: (client: PoolClient) => Promise<Result>): Promise<Result> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    const result = await work(client);
    await client.query('commit');
    return result;
  } catch (error) {
    await client.query('rollback');
    throw error;
  } finally {
    client.release();
  }
}

async function book(client: PoolClient, { id, resourceIds, start, end }: Wanted, doc: string): Promise<boolean> {
  if (guard === 'lock') {
    for (const resourceId of resourceIds.toSorted())
      await client.query({
        name: 'lock',
        text: 'select pg_advisory_xact_lock($1)',
        values: [createHash('sha1').update(resourceId).digest().readBigInt64BE()],
      });
  }
  const { rows } = await client.query({
    name: 'check',
    text: `select 1 from claim where resource_id = any($1::uuid[]) and start_ms < $3 and end_ms > $2
      and start_ms > $2::bigint - 86400000 limit 1`,
    values: [resourceIds, start, end],
  });
  if (rows.length > 0) return false;
  await client.query({ name: 'booking', text: 'insert into booking values ($1, $2)', values: [id, doc] });
  await client.query({
    name: 'claim',
    text: 'insert into claim select unnest($1::uuid[]), $2, $3, $4',
    values: [resourceIds, start, end, id],
  });
  return true;
}

const app = fastify({ logger: false, bodyLimit: 16 * 1024 * 1024 });
const trpcOptions: FastifyTRPCPluginOptions<typeof router>['trpcOptions'] = { router };
await app.register(fastifyTRPCPlugin, { prefix: '/trpc', trpcOptions });
console.log(`ready ${await app.listen({ port: 0, host: '127.0.0.1' })}`);
