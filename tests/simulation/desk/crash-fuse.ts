type Fuse = { readonly left: number; readonly crash: () => void };

/** Brings a computer down at a certain moment of its writing. */
export class CrashFuse {
  #halves: Fuse | null = null;
  #pages: Fuse | null = null;

  /** In the so-manieth half of a write from now: before something is on the platter, or before anybody knows that it is. */
  atHalf(left: number, crash: () => void): void {
    this.#halves = { left, crash };
  }

  /** So many times in a row: when a page is on the platter, and how far it reaches is not. */
  behindPages(left: number, crash: () => void): void {
    this.#pages = { left, crash };
  }

  /** @param what is being written; empty, when it has been. */
  burn(what: string): void {
    const pages = what === 'checkpoint' ? this.#pages : null;
    if (pages !== null) {
      this.#pages = pages.left > 1 ? { ...pages, left: pages.left - 1 } : null;
      return pages.crash();
    }
    if (this.#halves === null) return;
    const { left, crash } = this.#halves;
    this.#halves = left > 1 ? { left: left - 1, crash } : null;
    if (left <= 1) crash();
  }
}
