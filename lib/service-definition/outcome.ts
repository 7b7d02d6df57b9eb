import { readPath } from './condition.ts';
import type { ServiceContext } from './context.ts';

export type NumberTokens = { sequence: number; year: number };

/** A document number from a pattern such as `{seq}/{year}/XNCT` or `{seq:2}/TB`; the sequence is padded, never cut. */
export function documentNumber(pattern: string, tokens: NumberTokens): string {
  return pattern
    .replaceAll(/\{seq(?::(\d))?\}/g, (_whole, width: string | undefined) =>
      String(tokens.sequence).padStart(Number(width ?? 1), '0'),
    )
    .replaceAll('{year}', String(tokens.year));
}

/** The placeholders of a sentence, e.g. `form.fullName`. */
export function placeholdersOf(text: string): string[] {
  return [...text.matchAll(/\{([A-Za-z][A-Za-z0-9.]*)\}/g)].map((match) => match[1] ?? '');
}

/** Fills `{form.x}` with values of the context; `show` turns a value into words (a date, an address, a choice). */
export function fillStatement(
  text: string,
  context: ServiceContext,
  show: (path: string, value: unknown) => string,
): string {
  return text.replaceAll(/\{([A-Za-z][A-Za-z0-9.]*)\}/g, (_whole, path: string) =>
    show(path, readPath(context, path)),
  );
}
