type Ordered = { readonly order: number; readonly name: string; readonly isActive: boolean };

/** As the clinic ordered them; what is no longer in use comes last. */
export function byOrder(a: Ordered, b: Ordered): number {
  if (a.isActive !== b.isActive) return a.isActive ? -1 : 1;
  return a.order - b.order || a.name.localeCompare(b.name);
}
