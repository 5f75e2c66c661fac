import { auditOfAppointment } from '#server/api/audit-of-appointment.ts';
import { calendars } from '#server/api/calendars.ts';
import { commandsPush } from '#server/api/commands-push.ts';
import { holds } from '#server/api/holds.ts';
import { leases } from '#server/api/leases.ts';
import { replicaPoke } from '#server/api/replica-poke.ts';
import { replicaPull } from '#server/api/replica-pull.ts';
import { replicaRange } from '#server/api/replica-range.ts';
import { seriesPreview } from '#server/api/series-preview.ts';
import { sessionClinic } from '#server/api/session-clinic.ts';
import { sessionEnrol } from '#server/api/session-enrol.ts';
import { sessionSignIn } from '#server/api/session-sign-in.ts';
import { router } from '#server/api/trpc.ts';

export const appRouter = router({
  commands: router({ push: commandsPush }),
  replica: router({ pull: replicaPull, range: replicaRange, poke: replicaPoke }),
  series: router({ preview: seriesPreview }),
  session: router({ enrol: sessionEnrol, signIn: sessionSignIn, clinic: sessionClinic }),
  audit: router({ ofAppointment: auditOfAppointment }),
  calendars,
  holds,
  leases,
});

export type AppRouter = typeof appRouter;
