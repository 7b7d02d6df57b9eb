import { useParams } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import type { z } from 'zod';
import { getMyDossier, getPayment, PaymentView, startPayment } from '#contract/dossier';
import { call, useRead } from '../../app/api.ts';
import { usePick, useT } from '../../app/language.tsx';
import { PageError } from '../../app/problem.tsx';
import { texts as appTexts } from '../../app/texts.ts';
import { ButtonLink } from '../../ui/button.tsx';
import { ResultBanner } from '../../ui/evidence.tsx';
import { formatMoney } from '../../ui/format.ts';
import { Notice } from '../../ui/notice.tsx';
import { QrCode } from '../../ui/qr-code.tsx';
import { SkeletonCard } from '../../ui/states.tsx';
import { BackLink, StepPage } from '../../ui/step-page.tsx';
import { texts } from './texts.ts';

type Payment = z.infer<typeof PaymentView>;
const ASK_EVERY_MS = 3000;
const settled = new Set<Payment['state']>(['paid', 'refunded', 'refund_due']);

/** The VietQR, and the wait for the bank's notice: the page asks, the person may leave. */
export function PayPage() {
  const { id } = useParams({ strict: false }) as { id: string };
  const t = useT(texts);
  const pick = usePick();
  const [started, setStarted] = useState(false);
  const [failed, setFailed] = useState<unknown>(null);
  const dossier = useRead(getMyDossier, { params: { id } });
  useEffect(() => {
    call(startPayment, { params: { id } }, { idempotencyKey: `pay-${id}` })
      .catch((error: unknown) => setFailed(error))
      .finally(() => setStarted(true));
  }, [id]);
  const payment = useRead(
    getPayment,
    { params: { id } },
    { enabled: started, refetchInterval: ASK_EVERY_MS, staleTime: 0 },
  );
  const view = payment.data;
  const error = view ? null : (payment.error ?? failed);
  const done = view !== undefined && settled.has(view.state);
  return (
    <StepPage
      title={dossier.data ? pick(dossier.data.title) : t('payTitle')}
      back={<BackLink to="/ho-so/$id" params={{ id }} aria-label={t('done.follow')} />}
      foot={
        <ButtonLink kind={done ? 'filled' : 'outline'} main to="/ho-so/$id/da-nop" params={{ id }}>
          {done ? t('done.follow') : t('pay.later')}
        </ButtonLink>
      }
    >
      <h1>{t('payTitle')}</h1>
      {error ? <PageError error={error} onRetry={() => void payment.refetch()} /> : null}
      {!view && !error ? <SkeletonCard lines={6} /> : null}
      {view ? <PaymentBody view={view} /> : null}
    </StepPage>
  );
}

function PaymentBody({ view }: { view: Payment }) {
  const t = useT(texts);
  if (settled.has(view.state)) {
    return <ResultBanner tone="done" title={t('pay.paid', { amount: formatMoney(view.paid) })} />;
  }
  if (view.vietqr === null) return <Notice>{t('pay.none')}</Notice>;
  const short = view.state === 'short';
  return (
    <>
      <p className="cz-lead">{t('payLead')}</p>
      {short ? (
        <Notice
          tone="amber"
          live="status"
          title={t('pay.short', { paid: formatMoney(view.paid), remaining: formatMoney(view.remaining) })}
        >
          {t('pay.shortText')}
        </Notice>
      ) : null}
      <section className="card">
        <div className="payqr">
          <QrCode text={view.vietqr} label={t('payQr', { amount: formatMoney(view.remaining) })} />
          <span className="amount num">{formatMoney(view.remaining)}</span>
          <output className="pulse">{t('pay.waiting')}</output>
        </div>
        <TransferLines view={view} />
      </section>
      <p className="cz-lead">{t('pay.waitingText')}</p>
    </>
  );
}

function TransferLines({ view }: { view: Payment }) {
  const t = useT(texts);
  const app = useT(appTexts);
  const [copied, setCopied] = useState('');
  const copy = (text: string) =>
    void navigator.clipboard.writeText(text).then(
      () => setCopied(text),
      () => setCopied(''),
    );
  const lines = [
    { name: t('pay.bank'), value: view.bankName },
    { name: t('pay.account'), value: view.accountNumber, copies: true },
    { name: t('pay.name'), value: view.accountName },
    { name: t('pay.code'), value: view.transferCode, copies: true },
  ];
  return (
    <dl className="transfer">
      {lines.map((line) => (
        <div key={line.name}>
          <dt>{line.name}</dt>
          <dd>
            <span>{line.value}</span>
            {line.copies ? (
              <button type="button" className="btn-link" onClick={() => copy(line.value)}>
                {copied === line.value ? app('action.copied') : app('action.copy')}
                <span className="sr"> {line.name}</span>
              </button>
            ) : null}
          </dd>
        </div>
      ))}
    </dl>
  );
}
