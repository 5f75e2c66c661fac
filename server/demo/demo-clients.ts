import type { Client } from '#shared/scheduling/client.ts';
import type { SeededRandom } from '#shared/lib/seeded-random.ts';
import { demoId } from '#server/demo/demo-id.ts';
import { type NameStock, nameStocks } from '#server/demo/demo-names.ts';
import type { DemoSite } from '#server/demo/demo-places.ts';

export type DemoClient = Omit<Client, 'version'> & { readonly site: DemoSite['key'] };

const remarks: Readonly<Record<DemoSite['key'], readonly string[]>> = {
  berlin: [
    'Prefers mornings.',
    'Kommt mit Rollator, bitte Raum im Erdgeschoss.',
    'Latex allergy.',
    'Rechnung an die Private Krankenversicherung.',
    'Hört schlecht auf dem linken Ohr.',
    'Daughter translates; please allow a few more minutes.',
    'Zahlt gern bar.',
    'Call rather than write.',
    'Shift worker: only after 14:00.',
    'Penicillin allergy, see file.',
  ],
  lisbon: [
    'Prefere o final da tarde.',
    'Seguro: Médis, cartão na ficha.',
    'Speaks English and French.',
    'Alergia à penicilina.',
    'Vem de comboio de Cascais, pode atrasar-se dez minutos.',
    'Needs step-free access.',
    'Contactar por e-mail.',
    'Grávida, terceiro trimestre.',
    'Brings a guide dog.',
  ],
};

/** The 400 people on file: no two of one name, most with a phone, many with e-mail, some with notes and birthdays. */
export function demoClients(random: SeededRandom, today: string): DemoClient[] {
  const clients = nameStocks.flatMap((stock, at) =>
    fromStock(stock, random.fork(`stock ${at}`), Number(today.slice(0, 4))),
  );
  return random.fork('order').shuffled(clients);
}

function fromStock(stock: NameStock, random: SeededRandom, year: number): DemoClient[] {
  const pairs = stock.given.flatMap((given) => stock.family.map((family) => ({ given, family })));
  return random
    .shuffled(pairs)
    .slice(0, stock.count)
    .map(({ given, family }, at) => {
      const name = fullName(stock.order, given[0], family[0]);
      const born = random.chance(0.6) ? birthDate(random, year) : null;
      const isChild = born !== null && year - Number(born.slice(0, 4)) < 18;
      const site = stock.site === 'both' ? (at % 2 === 0 ? 'berlin' : 'lisbon') : stock.site;
      return {
        id: demoId('client', name),
        name,
        site,
        phone: random.chance(0.93) ? phoneNumber(site, random) : '',
        email: random.chance(0.72)
          ? `${given[1]}.${family[1]}@${random.pick(['example.com', 'example.org', 'example.net'])}`
          : '',
        notes: random.chance(0.18) && !isChild ? random.pick(remarks[site]) : '',
        birthDate: born,
        isActive: true,
      };
    });
}

function fullName(order: NameStock['order'], given: string, family: string): string {
  if (order === 'given family') return `${given} ${family}`;
  return order === 'family given' ? `${family} ${given}` : `${family}${given}`;
}

/** German numbers are from the ranges that the regulator keeps for films and books. */
function phoneNumber(site: DemoSite['key'], random: SeededRandom): string {
  const digits = (count: number): string => String(random.int(0, 10 ** count - 1)).padStart(count, '0');
  if (site === 'lisbon') return random.chance(0.7) ? `+351 910 000 ${digits(3)}` : `+351 210 000 ${digits(3)}`;
  return random.chance(0.7) ? `+49 176 040690${digits(2)}` : `+49 30 23125 ${digits(3)}`;
}

function birthDate(random: SeededRandom, year: number): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  // Adults mostly, a few children and very old people; the 29th to 31st are left to the calendar.
  const age = random.chance(0.08) ? random.int(3, 17) : Math.min(96, random.int(18, 60) + random.int(0, 36));
  return `${year - age}-${two(random.int(1, 12))}-${two(random.int(1, 28))}`;
}
