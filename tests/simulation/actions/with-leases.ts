import type { BookAppointment } from '#shared/commands/book-appointment.ts';
import { booking } from '#tests/simulation/actions/booking.ts';
import { commandIdOf, type Deed, type Turn } from '#tests/simulation/actions/turn.ts';
import type { SimDesk } from '#tests/simulation/desk/sim-desk.ts';
import { slotStart } from '#tests/simulation/sim-clinic.ts';

/** More than those that everybody wants, so that a lease has time left to promise. */
const SLOTS = 20;

/** What a desk books in the room that is kept for it, cut off or not, while others want the same. */
export const leaseDeeds = {
  'book-leased': (turn) => {
    const { world, desk, luck, among } = turn;
    const keeper = world.desks[desk.place.tenant];
    const others = world.desks.filter(({ place }) => place.tenant === desk.place.tenant);
    const other = others[among('other', others.length)];
    if (world.options.leases === 'none' || keeper === undefined || other === undefined) return;
    const slot = among('leased-slot', SLOTS);
    if (luck('cut') < 0.5) {
      keeper.link.cut('both');
      world.time.after(2_000 + among('cut-for', 20_000), () => {
        keeper.link.mend();
        keeper.process?.syncNow();
      });
    }
    if (luck('crash') < 0.15) {
      keeper.crash();
      world.time.after(300, () => keeper.start());
    }
    world.time.after(500 + among('own-after', 3_000), () => book(turn, keeper, slot));
    if (other !== keeper) world.time.after(among('other-after', 6_000), () => book(turn, other, slot));
  },
} satisfies Record<string, Deed>;

function book(turn: Turn, desk: SimDesk, slot: number): void {
  const { world } = turn;
  const [room] = world.clinicOf(desk).resourceIds;
  const { input } = booking(turn, desk);
  const phases = [{ minutes: 15, resourceIds: room === undefined ? [] : [room] }];
  const visit: BookAppointment = { ...input, start: slotStart(slot, desk.zoneShiftMs), phases, substitutes: [] };
  const options = { commandId: commandIdOf(visit), evenIfTaken: true };
  desk.submit({ name: 'appointment.book', input: visit }, options).catch((error) => world.fail(error));
}
