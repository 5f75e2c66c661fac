import type { RowDraft } from '#shared/importing/row-draft.ts';
import type { Client } from '#shared/scheduling/client.ts';
import type { Location } from '#shared/scheduling/location.ts';
import type { Resource } from '#shared/scheduling/resource.ts';
import type { Service } from '#shared/scheduling/service.ts';

/** What the clinic has already, for an import to find by name. */
export type ExistingNames = {
  readonly locations: readonly Location[];
  readonly resources: readonly Resource[];
  readonly services: readonly Service[];
  readonly clients: readonly Client[];
};

/** Two names are the same whatever their case, spacing or composition. */
export function sameName(name: string): string {
  return name.normalize('NFKC').trim().replace(/\s+/g, ' ').toLowerCase();
}

export const locationKey = (name: string): string => sameName(name);
export const serviceKey = (name: string): string => sameName(name);
export const resourceKey = (kind: string, name: string, location: string): string =>
  [kind, sameName(name), location].join('\n');

type Person = NonNullable<RowDraft['client']>;

/** Two clients of one name are told apart by phone and e-mail, as far as the file has them. */
export const clientKey = ({ name, phone, email }: Person): string =>
  [sameName(name), phone.replace(/\D/g, ''), email.trim().toLowerCase()].join('\n');

/** Whether somebody on file may be the person in the file: nothing that both state differs. */
export function mayBe(known: Client, person: Person): boolean {
  const agree = (a: string, b: string): boolean => a === '' || b === '' || a === b;
  return (
    sameName(known.name) === sameName(person.name) &&
    agree(known.phone.replace(/\D/g, ''), person.phone.replace(/\D/g, '')) &&
    agree(known.email.trim().toLowerCase(), person.email.trim().toLowerCase())
  );
}
