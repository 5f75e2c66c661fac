/** The command's name as a key of the texts: dots would be taken for levels. */
export function didKey(name: string): string {
  return name.replaceAll('.', '-');
}
