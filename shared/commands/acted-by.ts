import type { Context } from '#shared/commands/decision.ts';

/** Who did it, by which command and at which desk, as documents keep it. */
export function actedBy({
  commandId,
  deskId,
  deskName,
  actorId,
}: Context): Pick<Context, 'commandId' | 'deskId' | 'deskName' | 'actorId'> {
  return { commandId, deskId, ...(deskName !== undefined && { deskName }), actorId };
}
