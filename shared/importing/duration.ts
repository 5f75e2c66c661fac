/** Whole minutes from what people write in a cell: `90`, `90 min`, `1:30`, `1 h 30`, `1.5 h`, `PT1H30M`; else null. */
export function readMinutes(cell: string): number | null {
  const text = cell.trim().toLowerCase().replace(',', '.');
  const plain = /^(\d+(?:\.\d+)?)\s*(?:m|min|mins|minutes?|')?\.?$/.exec(text);
  if (plain !== null) return whole(Number(plain[1]));
  const clock = /^(\d{1,2}):(\d{2})(?::00)?$/.exec(text);
  if (clock !== null) return Number(clock[1]) * 60 + Number(clock[2]);
  const hours = /^(?:pt)?(\d+(?:\.\d+)?)\s*(?:h|hr|hrs|hours?)\.?\s*(?:(\d+)\s*(?:m|min|mins|minutes?)?\.?)?$/.exec(
    text,
  );
  if (hours !== null) return whole(Number(hours[1]) * 60 + Number(hours[2] ?? 0));
  const iso = /^pt(\d+)m$/.exec(text);
  return iso === null ? null : Number(iso[1]);
}

function whole(minutes: number): number | null {
  return Number.isInteger(minutes) ? minutes : null;
}
