import { sql } from 'kysely';

/** The database's clock, which all servers share; read when the statement gets there, not when its transaction began. */
export const nowMs = sql<string>`(extract(epoch from clock_timestamp()) * 1000)::bigint`;
