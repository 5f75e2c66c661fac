import { z } from 'zod';
import { idSchema } from '#shared/lib/text.ts';
import { deskProcedure } from '#server/api/trpc.ts';

const auditEntrySchema = z.object({
  commandId: idSchema,
  /** `appointment.move`. */
  name: z.string(),
  actorName: z.string(),
  deskName: z.string(),
  /** Milliseconds: when the server decided, and when the person acted by the desk's clock. */
  at: z.number(),
  deskTime: z.number(),
  verdict: z.enum(['accepted', 'adjusted', 'displaced', 'refused']),
});

/** Who did what to one appointment, newest first. */
export const auditOfAppointment = deskProcedure
  .input(z.strictObject({ appointmentId: idSchema }))
  .output(z.array(auditEntrySchema))
  .query(async ({ ctx: { authority, desk }, input }) => {
    const trail = await authority.auditTrail(desk.tenantId, input.appointmentId);
    await authority.noteReading(desk, 'history.read');
    return [...trail];
  });
