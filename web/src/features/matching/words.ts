import { useCallback } from 'react';
import { fieldSentences, texts as serverTexts } from '../../../../src/modules/matching/texts.ts';
import { useLanguage } from '../../app/language.tsx';

/** Words of states and reasons, and names of compared fields, as the server has them. */
export function useMatchingWords() {
  const { language } = useLanguage();
  const label = useCallback(
    (key: string) => serverTexts.labels?.[`matching.${key}`]?.[language] ?? key,
    [language],
  );
  const field = useCallback((name: string) => fieldSentences[name]?.[language] ?? name, [language]);
  return { label, field };
}
