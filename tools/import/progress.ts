/** One line that grows on a terminal; elsewhere a line for every tenth. */
export function showProgress(done: number, total: number): void {
  const line = `  ${done} of ${total} commands decided`;
  if (process.stderr.isTTY) {
    process.stderr.write(`\r${line}${done === total ? '\n' : ''}`);
    return;
  }
  const tenth = (count: number): number => Math.floor((count * 10) / total);
  if (done === total || tenth(done) !== tenth(done - 100)) console.error(line);
}
