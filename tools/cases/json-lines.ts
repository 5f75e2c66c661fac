import { readFileSync } from 'node:fs';
import { Usage } from '#tools/cases/command-line.ts';

export type JsonLine = { readonly line: number; readonly value: unknown; readonly error: string | null };

export function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new Usage(`${path} could not be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** Each line that is not blank, as JSON or as the reason why it is none. */
export function jsonLines(text: string): readonly JsonLine[] {
  return text
    .split(/\r?\n/)
    .map((content, index) => ({ content, line: index + 1 }))
    .filter(({ content }) => content.trim() !== '')
    .map(({ content, line }) => parseLine(content, line));
}

function parseLine(content: string, line: number): JsonLine {
  try {
    return { line, value: JSON.parse(content), error: null };
  } catch (error) {
    return { line, value: null, error: error instanceof Error ? error.message : String(error) };
  }
}
