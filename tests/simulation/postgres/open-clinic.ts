import { randomUUID } from 'node:crypto';
import { must } from '#shared/lib/must.ts';
import type { Authority } from '#server/authority/authority.ts';
import type { Command } from '#shared/replication/protocol.ts';
import { clinicDocuments, type SimClinic, slotStart } from '#tests/simulation/sim-clinic.ts';

type Opening = { readonly clinic: SimClinic; readonly deskIds: readonly string[] };

/** The simulator's clinic in the real database, as commands of its manager. */
export async function openClinic(authority: Authority, tenantId: string, { clinic, deskIds }: Opening): Promise<void> {
  await authority.ensureTenant({ id: tenantId, name: 'Simulated', isDemo: false, signInHint: null });
  for (const { version: _version, ...person } of clinic.people) await authority.putPerson(tenantId, person, null);
  const setUp = { tenantId, deskId: randomUUID() };
  for (const deskId of [setUp.deskId, ...new Set(deskIds)]) {
    await authority.ensureDesk({ tenantId, deskId }, 'Front');
    for (const { id } of clinic.people) await authority.bindPerson({ tenantId, deskId }, id);
  }
  const manager = must(clinic.people[0], 'the first one is the manager');
  const commands = clinicDocuments(clinic).map(({ collection, document }, sequence): Command => {
    const { id, version: _version, ...set } = document;
    const name = `${collection.replace(/s$/, '')}.upsert`;
    return {
      id: randomUUID(),
      name,
      actorId: manager.id,
      deskTime: slotStart(0),
      sequence,
      hold: null,
      input: { id, set, was: null },
    };
  });
  const verdicts = await authority.execute(setUp, commands);
  const refused = verdicts.find(({ verdict }) => verdict.kind !== 'accepted');
  if (refused !== undefined) throw new Error(`the clinic was not made: ${JSON.stringify(refused)}`);
}
