import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { listMyConsents, withdrawConsent } from '#contract/consent';
import { type AnswerOf, keyOf, useRead, useWrite } from '../../app/api.ts';
import { CitizenPage } from '../../app/citizen-shell.tsx';
import { useT } from '../../app/language.tsx';
import { PageError, useProblemText } from '../../app/problem.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { formatDateTime } from '../../ui/format.ts';
import { IconHeartHandshake } from '../../ui/icons.ts';
import { Notice } from '../../ui/notice.tsx';
import { EmptyState, SkeletonRows } from '../../ui/states.tsx';
import { type StateIcon, StateTag, type Tone } from '../../ui/state-tag.tsx';
import { useToast } from '../../ui/toast.tsx';
import { texts } from './texts.ts';

type Consent = AnswerOf<typeof listMyConsents>['items'][number];
const looks: Record<Consent['state'], { tone: Tone; icon: StateIcon }> = {
  asked: { tone: 'amber', icon: 'clock' },
  given: { tone: 'leaf', icon: 'done' },
  refused: { tone: 'basalt', icon: 'refused' },
  expired: { tone: 'neutral', icon: 'clock' },
  withdrawn: { tone: 'neutral', icon: 'info' },
};

/** Everything I was asked to agree to; what I gave can be taken back here. */
export function ConsentsPage() {
  const t = useT(texts);
  const found = useRead(listMyConsents, {});
  const [asked, setAsked] = useState<Consent | null>(null);
  const items = found.data?.items ?? [];
  return (
    <CitizenPage>
      <div className="stack-sm">
        <h1>{t('consents')}</h1>
        <p className="cz-lead">{t('consents.lead')}</p>
      </div>
      {found.error ? <PageError error={found.error} onRetry={() => void found.refetch()} /> : null}
      {found.isPending ? <SkeletonRows count={3} /> : null}
      {found.data && items.length === 0 ? (
        <div className="card">
          <EmptyState icon={IconHeartHandshake} title={t('consents.none')}>
            {t('consents.noneText')}
          </EmptyState>
        </div>
      ) : null}
      {items.length > 0 ? (
        <ul className="card rows">
          {items.map((one) => (
            <li key={one.id} className="stack-sm pad">
              <div>
                <StateTag {...looks[one.state]}>{t(`consent.${one.state}`)}</StateTag>
              </div>
              <p>{one.text}</p>
              <div className="row wrap">
                <span className="field-hint grow">
                  {t('consent.on', { when: formatDateTime(one.withdrawnAt ?? one.decidedAt ?? one.askedAt) })}
                </span>
                {one.state === 'given' ? (
                  <Button kind="refusing" onClick={() => setAsked(one)}>
                    {t('consent.withdraw')}
                  </Button>
                ) : null}
              </div>
            </li>
          ))}
        </ul>
      ) : null}
      <WithdrawDialog consent={asked} onClose={() => setAsked(null)} />
    </CitizenPage>
  );
}

function WithdrawDialog({ consent, onClose }: { consent: Consent | null; onClose: () => void }) {
  const t = useT(texts);
  const textOf = useProblemText();
  const toast = useToast();
  const queries = useQueryClient();
  const write = useWrite(withdrawConsent, {
    onSuccess: () => {
      toast({ text: t('consent.withdrawnToast') });
      void queries.invalidateQueries({ queryKey: keyOf(listMyConsents) });
      onClose();
    },
  });
  return (
    <Dialog open={consent !== null} onClose={onClose} title={t('consent.sure')}>
      <div className="stack">
        <blockquote className="note">{consent?.text}</blockquote>
        <p>{t('consent.sureText')}</p>
        {write.error ? (
          <Notice tone="basalt" live="alert">
            {textOf(write.error)}
          </Notice>
        ) : null}
        <Button
          kind="refusing"
          busy={write.isPending}
          onClick={() => consent && write.mutate({ input: { params: { id: consent.id } } })}
        >
          {t('consent.withdraw')}
        </Button>
      </div>
    </Dialog>
  );
}
