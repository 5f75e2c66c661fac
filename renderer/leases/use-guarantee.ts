import { useCallback } from 'react';
import type { View } from '#renderer/replica/desk.ts';
import { useDesk, useStore, useView } from '#renderer/replica/desk-context.tsx';
import type { Guarantee } from '#renderer/replica/leases/guarantee.ts';

/** What this desk can promise about a visit that the server has not seen; null where nothing waits. */
export function useGuarantee(appointmentId: string): Guarantee | null {
  const desk = useDesk();
  useStore(desk.leases);
  const select = useCallback(
    (view: View) => (view.isPending('appointments', appointmentId) ? view.find('appointments', appointmentId) : null),
    [appointmentId],
  );
  const pending = useView(select);
  return pending === null ? null : desk.guaranteeOf(pending);
}
