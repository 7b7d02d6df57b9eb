import { useRead, type AnswerOf } from '../../app/api.ts';
import { CitizenPage } from '../../app/citizen-shell.tsx';
import { useT } from '../../app/language.tsx';
import * as money from '../../../../src/platform/money/contract.ts';
import { PageError } from '../../app/problem.tsx';
import { formatDateTime, formatMoney } from '../../ui/format.ts';
import { IconCashBanknote } from '../../ui/icons.ts';
import { type StateIcon, StateTag, type Tone } from '../../ui/state-tag.tsx';
import { EmptyState, SkeletonRows } from '../../ui/states.tsx';
import { texts } from './texts.ts';

type Obligation = AnswerOf<typeof money.listMyObligations>['items'][number];
const looks: Record<Obligation['state'], { tone: Tone; icon: StateIcon }> = {
  open: { tone: 'amber', icon: 'clock' },
  short: { tone: 'amber', icon: 'late' },
  paid: { tone: 'leaf', icon: 'done' },
  cancelled: { tone: 'neutral', icon: 'info' },
  refunded: { tone: 'neutral', icon: 'done' },
};

/** What I owe and what I have paid. */
export function PaymentsPage() {
  const t = useT(texts);
  const found = useRead(money.listMyObligations, {});
  return (
    <CitizenPage>
      <h1>{t('payments')}</h1>
      {found.error ? <PageError error={found.error} onRetry={() => void found.refetch()} /> : null}
      {found.isPending ? <SkeletonRows count={3} /> : null}
      {found.data ? (
        <ul className="card rows">
          {found.data.items.length === 0 ? (
            <li>
              <EmptyState icon={IconCashBanknote} title={t('paymentsNone')}>
                {t('paymentsNoneText')}
              </EmptyState>
            </li>
          ) : null}
          {found.data.items.map((one) => (
            <li key={one.id} className="payline">
              <div className="grow">
                <strong>{one.description}</strong>
                <small>
                  {one.code} · {formatDateTime(one.paidAt ?? one.openedAt)}
                </small>
              </div>
              <div className="payline-end">
                <strong className="num">{formatMoney(one.amount)}</strong>
                <StateTag {...looks[one.state]}>{t(`pay.${one.state}`)}</StateTag>
              </div>
            </li>
          ))}
        </ul>
      ) : null}
    </CitizenPage>
  );
}
