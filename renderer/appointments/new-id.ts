import { v7 } from 'uuid';

/** The id of something that a form is about to make. Sorted by time, which keeps the server's indexes compact. */
export function newId(): string {
  return v7();
}
