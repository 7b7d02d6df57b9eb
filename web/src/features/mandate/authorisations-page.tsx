import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { endAuthorisation, listMyAuthorisations } from '#contract/organisation';
import { type AnswerOf, keyOf, useRead, useWrite } from '../../app/api.ts';
import { CitizenPage } from '../../app/citizen-shell.tsx';
import { useT } from '../../app/language.tsx';
import { PageError, useProblemText } from '../../app/problem.tsx';
import { Button } from '../../ui/button.tsx';
import { Section } from '../../ui/citizen-pieces.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { AreaField } from '../../ui/field.tsx';
import { formatDate } from '../../ui/format.ts';
import { IconPlus, IconUsers } from '../../ui/icons.ts';
import { Notice } from '../../ui/notice.tsx';
import { EmptyState, SkeletonRows } from '../../ui/states.tsx';
import { type StateIcon, StateTag, type Tone } from '../../ui/state-tag.tsx';
import { useToast } from '../../ui/toast.tsx';
import { AuthoriseForm } from './authorise-form.tsx';
import { texts } from './texts.ts';

export type Authorisation = AnswerOf<typeof listMyAuthorisations>['items'][number];
const looks: Record<Authorisation['state'], { tone: Tone; icon: StateIcon }> = {
  coming: { tone: 'amber', icon: 'clock' },
  in_force: { tone: 'leaf', icon: 'done' },
  ended: { tone: 'neutral', icon: 'info' },
};

/** Who may file for me, for whom I may file; each ends with one press. */
export function AuthorisationsPage() {
  const t = useT(texts);
  const found = useRead(listMyAuthorisations, {});
  const [asked, setAsked] = useState<'give' | Authorisation | null>(null);
  const items = found.data?.items ?? [];
  const close = () => setAsked(null);
  const ending = asked === 'give' ? null : asked;
  return (
    <CitizenPage>
      <div className="stack-sm">
        <h1>{t('auth')}</h1>
        <p className="cz-lead">{t('auth.lead')}</p>
      </div>
      <div>
        <Button
          kind="filled"
          icon={<IconPlus className="i" aria-hidden="true" />}
          onClick={() => setAsked('give')}
        >
          {t('auth.give')}
        </Button>
      </div>
      {found.error ? <PageError error={found.error} onRetry={() => void found.refetch()} /> : null}
      {found.isPending ? <SkeletonRows count={2} /> : null}
      {found.data && items.length === 0 ? (
        <div className="card">
          <EmptyState icon={IconUsers} title={t('auth.none')}>
            {t('auth.noneText')}
          </EmptyState>
        </div>
      ) : null}
      {(['given', 'held'] as const).map((side) => (
        <List key={side} side={side} items={items.filter((one) => one.side === side)} onEnd={setAsked} />
      ))}
      <Dialog open={asked === 'give'} onClose={close} title={t('auth.give')}>
        <AuthoriseForm onDone={close} />
      </Dialog>
      <Dialog open={ending !== null} onClose={close} title={t('auth.endTitle')}>
        {ending ? <EndForm authorisation={ending} onDone={close} /> : null}
      </Dialog>
    </CitizenPage>
  );
}

type ListProps = {
  side: 'given' | 'held';
  items: readonly Authorisation[];
  onEnd: (one: Authorisation) => void;
};

function List({ side, items, onEnd }: ListProps) {
  const t = useT(texts);
  if (items.length === 0) return null;
  return (
    <Section title={t(`auth.${side}`)}>
      <ul className="card rows">
        {items.map((one) => (
          <li key={one.id} className="stack-sm pad">
            <div>
              <StateTag {...looks[one.state]}>{t(`auth.state.${one.state}`)}</StateTag>
            </div>
            <strong>
              {one.grantorName} → {one.holderName}
            </strong>
            <span>{one.reason}</span>
            <div className="row wrap">
              <span className="field-hint grow">
                {one.procedures === null
                  ? t('auth.all')
                  : t('auth.procedures', { codes: one.procedures.join(', ') })}
                {' · '}
                {t('auth.period', { from: formatDate(one.validFrom), to: formatDate(one.validTo) })}
              </span>
              {one.state === 'ended' ? null : (
                <Button kind="refusing" onClick={() => onEnd(one)}>
                  {t('auth.end')}
                  <span className="sr"> {one.holderName}</span>
                </Button>
              )}
            </div>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function EndForm({ authorisation, onDone }: { authorisation: Authorisation; onDone: () => void }) {
  const t = useT(texts);
  const textOf = useProblemText();
  const toast = useToast();
  const queries = useQueryClient();
  const [reason, setReason] = useState('');
  const write = useWrite(endAuthorisation, {
    onSuccess: () => {
      toast({ text: t('auth.ended') });
      void queries.invalidateQueries({ queryKey: keyOf(listMyAuthorisations) });
      onDone();
    },
  });
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        write.mutate({ input: { params: { id: authorisation.id }, body: { reason } } });
      }}
    >
      <p>
        <strong>
          {authorisation.grantorName} → {authorisation.holderName}
        </strong>
      </p>
      <p>{t('auth.endText')}</p>
      {write.error ? (
        <Notice tone="basalt" live="alert">
          {textOf(write.error)}
        </Notice>
      ) : null}
      <AreaField
        label={t('auth.endWhy')}
        required
        minLength={3}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
      />
      <Button kind="refusing" type="submit" busy={write.isPending}>
        {t('auth.end')}
      </Button>
    </form>
  );
}
