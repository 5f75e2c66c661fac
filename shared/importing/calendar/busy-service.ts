import type { CommandIntent } from '#shared/commands/registry.ts';
import { derivedId } from '#shared/lib/derived-id.ts';

/** The service of what a calendar file says no more about than when. One for each clinic, whoever imports first. */
export const busyServiceId = derivedId('import.calendar', 'busy-service');

export function busyService(): CommandIntent {
  return {
    name: 'service.upsert',
    input: {
      id: busyServiceId,
      set: {
        name: 'Busy',
        category: '',
        color: '#8a8f98',
        phases: [{ name: '', minutes: 30, needs: [] }],
        bufferBeforeMinutes: 0,
        bufferAfterMinutes: 0,
        priceMinor: 0,
        currency: 'EUR',
        order: 9_999,
        isActive: true,
      },
      was: null,
    },
  };
}
