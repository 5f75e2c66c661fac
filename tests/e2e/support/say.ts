/** A measurement for whoever reads the run; nothing is judged by it. */
export function say(text: string): void {
  process.stdout.write(`  ${text}\n`);
}
