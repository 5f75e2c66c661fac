declare const brand: unique symbol;

/** A primitive that only its own parser can make: `Brand<number, 'Instant'>` is not any number. */
export type Brand<Primitive, Name extends string> = Primitive & { readonly [brand]: Name };
