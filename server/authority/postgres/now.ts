import { sql } from 'kysely';

/** The database's clock, which all servers share; read when the statement gets there, not when its transaction began. */
export const nowMs = sql<string>`(extract(epoch from clock_timestamp()) * 1000)::bigint`;

/**
 * When the statement began, for finding rows by an index: `nowMs` may be another for each row, so that PostgreSQL would
 * look at all of them.
 */
export const statementMs = sql<string>`(extract(epoch from statement_timestamp()) * 1000)::bigint`;
