import type { Source as AnswerSource } from '#contract/dossier';
import { useLanguage, useT } from '../../app/language.tsx';
import { texts } from '../../app/texts.ts';
import { formatDate } from '../../ui/format.ts';
import { type Source, SourceLine } from '../../ui/source-line.tsx';

const kinds: Record<AnswerSource['kind'], Source> = {
  register: 'register',
  vneid: 'vneid',
  typed: 'typed',
  uploaded: 'uploaded',
  computed: 'register',
};

/** The origin of an answer: which register, when, or that the person typed it. */
export function SourceOf({ source, withDate = false }: { source: AnswerSource; withDate?: boolean }) {
  const t = useT(texts);
  const { language } = useLanguage();
  if (source.kind === 'computed') return null;
  const kind = source.state === 'unverified' ? 'unverified' : kinds[source.kind];
  const name = source.name?.[language];
  const words = name && kind === 'register' ? t('source.named', { name }) : name;
  const when = withDate && source.at ? formatDate(source.at) : undefined;
  return (
    <SourceLine source={kind} when={when}>
      {words}
    </SourceLine>
  );
}
