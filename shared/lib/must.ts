/** A bug in our own code, never a thing a person or a network did. Caught only at process edges. */
export class Fault extends Error {
  override readonly name = 'Fault';
}

export function assert(condition: unknown, because: string): asserts condition {
  if (!condition) throw new Fault(because);
}

/** The value, or a Fault when it is null or undefined. */
export function must<Value>(value: Value | null | undefined, because: string): Value {
  if (value === null || value === undefined) throw new Fault(because);
  return value;
}

/** Marks the branch that the compiler proved empty. */
export function unreachable(value: never): never {
  throw new Fault(`unreachable case: ${String(value)}`);
}
