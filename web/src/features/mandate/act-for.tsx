import { type ActChoice, useActChoices, useActFor } from '../../app/acting-bar.tsx';
import { useT } from '../../app/language.tsx';
import { useProblemText } from '../../app/problem.tsx';
import { useSession } from '../../app/session.ts';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { Section } from '../../ui/citizen-pieces.tsx';
import { Notice } from '../../ui/notice.tsx';
import { StateTag } from '../../ui/state-tag.tsx';
import { texts } from './texts.ts';

/** Chooses whom one works for; only shown to who may work for somebody. */
export function ActFor() {
  const t = useT(texts);
  const textOf = useProblemText();
  const choices = useActChoices();
  const { actFor, busy, error } = useActFor();
  const { session } = useSession();
  if (choices.length === 0) return null;
  const acting = session?.actingFor?.id ?? null;
  return (
    <Section title={t('actFor')}>
      <p className="field-hint">{t('actFor.note')}</p>
      {error ? (
        <Notice tone="basalt" live="alert">
          {textOf(error)}
        </Notice>
      ) : null}
      <ul className="card rows">
        <Row
          name={t('actFor.self')}
          note=""
          chosen={acting === null}
          busy={busy}
          onChoose={() => actFor(null)}
        />
        {choices.map((choice) => (
          <Row
            key={choice.id}
            name={choice.name}
            note={choice.note}
            choice={choice}
            chosen={acting === choice.id}
            busy={busy}
            onChoose={() => actFor({ kind: choice.kind, id: choice.id })}
          />
        ))}
      </ul>
    </Section>
  );
}

type RowProps = {
  name: string;
  note: string;
  choice?: ActChoice;
  chosen: boolean;
  busy: boolean;
  onChoose: () => void;
};

function Row({ name, note, choice, chosen, busy, onChoose }: RowProps) {
  const t = useT(texts);
  return (
    <li className="stack-sm pad">
      <div>
        <strong>{name}</strong>
        {note ? <div className="field-hint">{note}</div> : null}
      </div>
      <div className="row wrap">
        {chosen ? (
          <StateTag tone="leaf" icon="done">
            {t('actFor.now')}
          </StateTag>
        ) : (
          <Button busy={busy} onClick={onChoose}>
            {t('actFor.choose')}
            <span className="sr"> {name}</span>
          </Button>
        )}
        {choice?.kind === 'organisation' ? (
          <ButtonLink to="/to-chuc/$id" params={{ id: choice.id }} kind="quiet">
            {t('actFor.see')}
            <span className="sr"> {name}</span>
          </ButtonLink>
        ) : null}
      </div>
    </li>
  );
}
