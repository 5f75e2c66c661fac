import type { ViewChange } from '#renderer/replica/desk.ts';
import type { DeskView } from '#renderer/replica/view/desk-view.ts';
import type { DeskDisk } from '#tests/simulation/desk/desk-disk.ts';

/** As the desk has it: more than the feed's window reaches back. */
const KEPT_DAYS = 28;

/** The feed does not mention what its window has left behind (PL4); as `ReplicaKeeper` does once for each anchor. */
export function forgetLongPast(view: DeskView, disk: DeskDisk, anchor: string): Promise<void> {
  const before = Date.parse(`${anchor}T00:00:00Z`) - KEPT_DAYS * 86_400_000;
  const visits = [...view.view.all('appointments').values()].filter(
    (one) => one.end < before && one.displacement === null,
  );
  const blocks = [...view.view.all('blocks').values()].filter((one) => one.end < before);
  const gone: ViewChange[] = [
    ...visits.map(({ id }): ViewChange => ({ collection: 'appointments', id, document: null })),
    ...blocks.map(({ id }): ViewChange => ({ collection: 'blocks', id, document: null })),
  ];
  if (gone.length === 0) return Promise.resolve();
  view.applyReplica(gone);
  return disk.write('forget', ({ replica }) => {
    for (const { collection, id } of gone) replica.documents.delete(`${collection}/${id}`);
  });
}
