import { createTRPCClient, httpLink, TRPCClientError } from '@trpc/client';
import type { z } from 'zod';
import type { AppRouter } from '#server/api/router.ts';
import { documentSchemas } from '#shared/replication/document-schemas.ts';
import {
  type Checkpoint,
  type Command,
  type CommandVerdict,
  PROTOCOL_HEADER,
  PROTOCOL_VERSION,
  PULL_LIMIT,
  pullOutputSchema,
  pushOutputSchema,
} from '#shared/replication/protocol.ts';
import { type CalendarWish, type ExportedCalendar, exportedCalendarSchema } from '#shared/replication/calendars.ts';
import { enrolOutputSchema, signInOutputSchema, type SignIn } from '#shared/replication/session.ts';
import { IMPORT_DESK_NAME } from '#shared/scheduling/desk-name.ts';
import type { Collection, Documents } from '#shared/scheduling/world.ts';

/** A server as the import tool talks to it: a desk like any other. */
export type DeskLine = {
  readonly deskId: string;
  signIn(personId: string, pin: string): Promise<SignIn>;
  /** The PIN that everybody may know; null where there is none. */
  knownPin(): Promise<string | null>;
  all<Name extends Collection>(collection: Name): Promise<readonly Documents[Name][]>;
  push(commands: readonly Command[]): Promise<readonly CommandVerdict[]>;
  exportCalendar(wish: CalendarWish): Promise<ExportedCalendar>;
};

type Trpc = ReturnType<typeof client>;

/** Enrols a new desk. @returns null when the code is not this clinic's. */
export async function openDeskLine(url: string, code: string): Promise<DeskLine | null> {
  try {
    const enrolment = enrolOutputSchema.parse(
      await client(url, null).session.enrol.mutate({ code, deskName: IMPORT_DESK_NAME }),
    );
    return line(client(url, enrolment.deskKey), enrolment.deskId);
  } catch (error) {
    if (statusOf(error) === 403) return null;
    throw error;
  }
}

function client(url: string, deskKey: string | null) {
  const headers = {
    [PROTOCOL_HEADER]: String(PROTOCOL_VERSION),
    ...(deskKey && { authorization: `Bearer ${deskKey}` }),
  };
  return createTRPCClient<AppRouter>({ links: [httpLink({ url: `${url}/trpc`, headers })] });
}

function line(trpc: Trpc, deskId: string): DeskLine {
  return {
    deskId,
    signIn: async (personId, pin) => signInOutputSchema.parse(await trpc.session.signIn.mutate({ personId, pin })),
    knownPin: async () => (await trpc.session.clinic.query()).signInHint?.pin ?? null,
    all: (collection) => pullAll(trpc, collection),
    push: async (commands) =>
      pushOutputSchema.parse(await trpc.commands.push.mutate({ commands: [...commands] })).verdicts,
    exportCalendar: async (wish) => exportedCalendarSchema.parse(await trpc.calendars.export.query(wish)),
  };
}

async function pullAll<Name extends Collection>(trpc: Trpc, collection: Name): Promise<readonly Documents[Name][]> {
  const documents = new Map<string, Documents[Name]>();
  // The cast pairs the collection with its own schema, which the mapped type loses behind a generic name.
  const schema = documentSchemas[collection] as z.ZodType<Documents[Name]>;
  let checkpoint: Checkpoint | null = null;
  for (;;) {
    const page = pullOutputSchema.parse(await trpc.replica.pull.query({ collection, checkpoint, limit: PULL_LIMIT }));
    for (const { document, isGone } of page.documents) {
      const parsed = schema.parse(document);
      if (isGone) documents.delete(parsed.id);
      else documents.set(parsed.id, parsed);
    }
    checkpoint = page.checkpoint;
    if (page.documents.length === 0) return [...documents.values()];
  }
}

/** The HTTP status of a refused call; null when no answer came. */
export function statusOf(error: unknown): number | null {
  if (!(error instanceof TRPCClientError)) return null;
  const data: unknown = error.data;
  const status = typeof data === 'object' && data !== null && 'httpStatus' in data ? data.httpStatus : null;
  return typeof status === 'number' ? status : null;
}
