import { useId, useState } from 'react';
import { useT } from '../app/language.tsx';
import { texts } from '../app/texts.ts';
import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';
import { formatMoney, maskNumber } from './format.ts';

export function MoneyText({ amount }: { amount: number }) {
  return <span className="num">{formatMoney(amount)}</span>;
}

export type RevealReason = { code: 'compare' | 'register' | 'other'; text: string };
type MaskedNumberProps = {
  masked: string;
  /** Asks the server for the number under a reason; without it the number stays masked. */
  onReveal?: (reason: RevealReason) => Promise<string>;
};

/** 066•••••0123 until a reason is given; the reason goes to the audit log and to the person's own page. */
export function MaskedNumber({ masked, onReveal }: MaskedNumberProps) {
  const t = useT(texts);
  const [asking, setAsking] = useState(false);
  const [shown, setShown] = useState<string | null>(null);
  return (
    <>
      <span className="num">{shown ?? maskNumber(masked)}</span>
      {onReveal && !shown ? (
        <>
          {' '}
          <button type="button" className="btn-link" onClick={() => setAsking(true)}>
            {t('mask.reveal')}
          </button>
          <RevealDialog
            open={asking}
            onClose={() => setAsking(false)}
            onReveal={async (reason) => {
              setShown(await onReveal(reason));
              setAsking(false);
            }}
          />
        </>
      ) : null}
      {shown ? (
        <>
          {' '}
          <button type="button" className="btn-link" onClick={() => setShown(null)}>
            {t('mask.hide')}
          </button>
        </>
      ) : null}
    </>
  );
}

const reasons = ['compare', 'register', 'other'] as const;
const reasonWords = {
  compare: 'mask.reasonCompare',
  register: 'mask.reasonRegister',
  other: 'mask.reasonOther',
} as const;

function RevealDialog(props: {
  open: boolean;
  onClose: () => void;
  onReveal: (reason: RevealReason) => Promise<void>;
}) {
  const t = useT(texts);
  const [code, setCode] = useState<RevealReason['code']>('compare');
  const [text, setText] = useState('');
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState(false);
  const name = useId();
  const submit = async () => {
    setBusy(true);
    setFailed(false);
    try {
      await props.onReveal({ code, text: code === 'other' ? text : t(reasonWords[code]) });
    } catch {
      setFailed(true);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Dialog open={props.open} onClose={props.onClose} title={t('mask.why')}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (code !== 'other' || text.trim() !== '') void submit();
        }}
      >
        <fieldset className="stack-sm">
          <legend className="sr">{t('mask.why')}</legend>
          <p className="mut">{t('mask.whyHint')}</p>
          {reasons.map((reason) => (
            <label key={reason} className="choice">
              <input type="radio" name={name} checked={code === reason} onChange={() => setCode(reason)} />
              <span>{t(reasonWords[reason])}</span>
            </label>
          ))}
          {code === 'other' ? (
            <input
              className="field-input"
              aria-label={t('mask.reasonText')}
              value={text}
              required
              onChange={(event) => setText(event.target.value)}
            />
          ) : null}
        </fieldset>
        {failed ? <p role="alert">{t('error.unknown')}</p> : null}
        <div className="cluster">
          <Button kind="filled" type="submit" busy={busy}>
            {t('mask.show')}
          </Button>
          <Button onClick={props.onClose}>{t('action.cancel')}</Button>
        </div>
      </form>
    </Dialog>
  );
}
