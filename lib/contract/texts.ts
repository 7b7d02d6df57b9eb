export type Language = 'vi' | 'en';

export interface Sentence {
  readonly vi: string;
  readonly en: string;
}

/** A room's sentences: errors by full code (`dossier.not_found`), labels by key (`dossier.state.received`). */
export interface Texts {
  readonly errors: Readonly<Record<string, Sentence>>;
  readonly labels?: Readonly<Record<string, Sentence>>;
}

export type Params = Readonly<Record<string, string | number | boolean | null>>;

/** Fills `{name}` places of a sentence. */
export function fill(sentence: Sentence, language: Language, params: Params = {}): string {
  return sentence[language].replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = params[name];
    return value === undefined || value === null ? whole : String(value);
  });
}

/** The language a request asks for: Vietnamese unless English is preferred. RFC 9110 §12.5.4 */
export function languageOf(acceptLanguage: string | undefined): Language {
  const first = (acceptLanguage ?? '').split(',')[0]?.trim().toLowerCase() ?? '';
  return first.startsWith('en') ? 'en' : 'vi';
}
