/** How many decimals a currency has: 2 for EUR, 0 for JPY, 3 for KWD. */
export function decimalsOf(currency: string): number {
  try {
    return new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
  } catch {
    return 2;
  }
}

/**
 * A price as people type it, `12.50` or `12,5`, in the smallest unit. Counted in digits, never in floating point.
 * @returns null when it is not a price of this currency.
 */
export function parsePrice(typed: string, currency: string): number | null {
  const match = /^\s*(\d{1,10})(?:[.,](\d*))?\s*$/.exec(typed);
  if (match === null) return null;
  const decimals = decimalsOf(currency);
  const fraction = match[2] ?? '';
  if (fraction.length > decimals) return null;
  return Number(`${match[1] ?? '0'}${fraction.padEnd(decimals, '0')}`);
}

/** `1250` of EUR as `12.50`: what the field starts with. */
export function priceText(minor: number, currency: string): string {
  const decimals = decimalsOf(currency);
  const digits = String(minor).padStart(decimals + 1, '0');
  return decimals === 0 ? digits : `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}

/** `€12.50` in the reader's language. */
export function formatPrice(minor: number, currency: string, language: string): string {
  const decimals = decimalsOf(currency);
  try {
    return new Intl.NumberFormat(language, { style: 'currency', currency, minimumFractionDigits: decimals }).format(
      Number(priceText(minor, currency)),
    );
  } catch {
    return `${priceText(minor, currency)} ${currency}`;
  }
}
