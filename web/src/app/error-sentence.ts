import { useSearch } from '@tanstack/react-router';
import { texts as identityTexts } from '../../../src/platform/identity/texts.ts';
import { useLanguage } from './language.tsx';

/** The sentence of an error that came back by address (`?loi=…&level=…`) after a redirect, with what it names filled in. */
export function useErrorSentence(): (code: string | undefined) => string | null {
  const { language } = useLanguage();
  const named: Readonly<Record<string, string | undefined>> = useSearch({ strict: false });
  return (code) => {
    const sentence = code ? identityTexts.errors[code]?.[language] : undefined;
    return sentence?.replaceAll(/\{(\w+)\}/g, (_whole, key: string) => named[key] ?? '…') ?? null;
  };
}
