import { longPast } from '#renderer/replica/database/long-past.ts';
import type { ViewChange } from '#renderer/replica/desk.ts';
import type { DeskView } from '#renderer/replica/view/desk-view.ts';
import type { DeskDisk } from '#tests/simulation/desk/desk-disk.ts';

/** As `ReplicaKeeper` does once for each anchor. */
export function forgetLongPast(view: DeskView, disk: DeskDisk, anchor: string): Promise<void> {
  const { appointments, blocks } = longPast(view.view, anchor);
  const gone: ViewChange[] = [
    ...appointments.map((id): ViewChange => ({ collection: 'appointments', id, document: null })),
    ...blocks.map((id): ViewChange => ({ collection: 'blocks', id, document: null })),
  ];
  if (gone.length === 0) return Promise.resolve();
  view.applyReplica(gone);
  return disk.write('forget', ({ replica }) => {
    for (const { collection, id } of gone) replica.documents.delete(`${collection}/${id}`);
  });
}
