import { managerRoles } from '#shared/commands/command-definition.ts';
import { sameValue } from '#shared/commands/merge-field.ts';
import { defineUpsert, type Fault, type Fields, plannedFault } from '#shared/commands/upsert.ts';
import { plannedExceptionSchema, plannedTemplateSchema } from '#shared/scheduling/availability/planned-days.ts';
import { type HoursException } from '#shared/scheduling/availability/work-pattern.ts';
import { resourceFields } from '#shared/scheduling/resource.ts';
import type { World } from '#shared/scheduling/world.ts';
import { minuteFault } from '#shared/time/clock-change.ts';
import type { ZoneId } from '#shared/time/zone.ts';

const planned = [
  { field: 'templates', schema: plannedTemplateSchema },
  { field: 'exceptions', schema: plannedExceptionSchema },
];
const clockFields = resourceFields.pick({ locationId: true, exceptions: true });

export const upsertResource = defineUpsert({
  name: 'resource.upsert',
  collection: 'resources',
  fields: resourceFields,
  roles: managerRoles,
  hasHours: true,
  unknown: 'unknown-resource',
  absent: { templates: [], exceptions: [], personId: null },
  faultOf: (document, before, world) =>
    plannedFault(planned, document, before) ?? exceptionFault(document, before, world),
});

/** Of exceptions that are new or changed, the first whose time the clocks skip or repeat and that does not say which (AV11). */
function exceptionFault(document: Fields, before: Fields | null, world: World): Fault | null {
  const { locationId, exceptions = [] } = clockFields.strip().parse(document);
  if (exceptions.length === 0) return null;
  const kept = before === null ? [] : (clockFields.strip().parse(before).exceptions ?? []);
  const fresh = exceptions.flatMap((one, at) => (kept.some((old) => sameValue(old, one)) ? [] : [{ one, at }]));
  const zone = fresh.length === 0 ? null : (world.find('locations', locationId)?.zone ?? null);
  if (zone === null) return null;
  for (const { one, at } of fresh) {
    const code = faultOn(one, zone);
    if (code !== null) return { code, field: `set.exceptions.${at}.hours` };
  }
  return null;
}

function faultOn({ date, hours, disambiguation }: HoursException, zone: ZoneId) {
  const clock = { zone, disambiguation };
  const minutes = hours.flatMap(({ fromMinute, toMinute }) => [fromMinute, toMinute]);
  return minutes.map((minute) => minuteFault(date, minute, clock)).find((fault) => fault !== null) ?? null;
}
