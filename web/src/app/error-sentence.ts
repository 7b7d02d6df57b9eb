import { texts as identityTexts } from '../../../src/platform/identity/texts.ts';
import { useLanguage } from './language.tsx';

/** The sentence of an error that came back by address (`?loi=`) after a redirect. */
export function useErrorSentence(): (code: string | undefined) => string | null {
  const { language } = useLanguage();
  return (code) => (code ? (identityTexts.errors[code]?.[language] ?? null) : null);
}
