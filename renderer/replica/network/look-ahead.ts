import type { SeriesAsk } from '#shared/commands/series/series-preview.ts';
import type { PreviewOutput } from '#shared/replication/series-preview.ts';
import type { Person } from '#shared/scheduling/person.ts';
import type { Instant } from '#shared/time/instant.ts';
import type { DeskLine } from '#renderer/replica/network/desk-line.ts';
import { Outage } from '#renderer/replica/network/outage.ts';

type Wanted = { readonly ask: SeriesAsk; readonly from: Instant };

/** Notes and names take no place: they stay here. */
export async function lookAhead(
  line: Pick<DeskLine, 'previewSeries'>,
  person: Person | null,
  { ask, from }: Wanted,
): Promise<PreviewOutput> {
  if (person === null) throw new Outage('rejected');
  return line.previewSeries({ actorId: person.id, ask: withoutNotes(ask), from });
}

function withoutNotes(ask: SeriesAsk): SeriesAsk {
  if (ask.kind === 'create') return { kind: 'create', input: { ...ask.input, notes: '', label: '' } };
  const { notes: _notes, label: _label, ...input } = ask.input;
  return { kind: 'change', input };
}
