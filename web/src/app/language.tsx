import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useState } from 'react';

export type Language = 'vi' | 'en';
/** One sentence in both languages. `{name}` marks a parameter. */
export type Sentence = { vi: string; en: string };
export type Texts = Record<string, Sentence>;
export type Params = Record<string, string | number>;
export type Translate<T extends Texts> = (key: keyof T & string, params?: Params) => string;

const STORED = 'serepok.language';
const LanguageContext = createContext<{ language: Language; setLanguage: (language: Language) => void }>({
  language: 'vi',
  setLanguage: () => undefined,
});

export function fillIn(sentence: string, params: Params | undefined): string {
  if (!params) return sentence;
  return sentence.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = params[name];
    return value === undefined ? whole : String(value);
  });
}

export function sentenceOf(sentence: Sentence | undefined, language: Language): string | undefined {
  if (!sentence) return undefined;
  return language === 'en' && sentence.en ? sentence.en : sentence.vi;
}

function rememberedLanguage(): Language {
  try {
    return localStorage.getItem(STORED) === 'en' ? 'en' : 'vi';
  } catch {
    return 'vi';
  }
}

export function LanguageProvider({ children }: { children: ReactNode }) {
  const [language, setState] = useState<Language>(rememberedLanguage);
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  const setLanguage = useCallback((next: Language) => {
    try {
      localStorage.setItem(STORED, next);
    } catch {
      /* private window: the choice lasts for this page only */
    }
    setState(next);
  }, []);
  const value = useMemo(() => ({ language, setLanguage }), [language, setLanguage]);
  return <LanguageContext.Provider value={value}>{children}</LanguageContext.Provider>;
}

export function useLanguage() {
  return useContext(LanguageContext);
}

/** Sentences of one texts object in the chosen language; keys are checked by the compiler. */
export function useT<T extends Texts>(texts: T): Translate<T> {
  const { language } = useLanguage();
  return useCallback(
    (key, params) => fillIn(sentenceOf(texts[key], language) ?? key, params),
    [texts, language],
  );
}

/** A text that is data (a procedure's name, a label of a form) in the chosen language. */
export function usePick(): (text: { vi: string; en?: string | null } | string | null | undefined) => string {
  const { language } = useLanguage();
  return useCallback(
    (text) => {
      if (text === null || text === undefined) return '';
      if (typeof text === 'string') return text;
      return language === 'en' && text.en ? text.en : text.vi;
    },
    [language],
  );
}
