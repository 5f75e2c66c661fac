import type { z } from 'zod';
import { appointmentSchema } from '#shared/scheduling/appointment.ts';
import { blockSchema } from '#shared/scheduling/block.ts';
import { clientSchema } from '#shared/scheduling/client.ts';
import { locationSchema } from '#shared/scheduling/location.ts';
import { personSchema } from '#shared/scheduling/person.ts';
import { resourceSchema } from '#shared/scheduling/resource.ts';
import { bookedSeriesSchema } from '#shared/scheduling/series/booked-series.ts';
import { serviceSchema } from '#shared/scheduling/service.ts';
import { timeOffSchema } from '#shared/scheduling/time-off.ts';
import type { Collection, Documents } from '#shared/scheduling/world.ts';

/** The shape of each collection's documents, on the wire and on the desk. */
export const documentSchemas: { readonly [Name in Collection]: z.ZodType<Documents[Name]> } = {
  appointments: appointmentSchema,
  blocks: blockSchema,
  clients: clientSchema,
  locations: locationSchema,
  people: personSchema,
  resources: resourceSchema,
  series: bookedSeriesSchema,
  services: serviceSchema,
  timeOff: timeOffSchema,
};
