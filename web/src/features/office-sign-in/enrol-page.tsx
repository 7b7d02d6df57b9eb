import { useEffect, useState } from 'react';
import { type AnswerOf, call } from '../../app/api.ts';
import { useT } from '../../app/language.tsx';
import * as identity from '../../../../src/platform/identity/contract.ts';
import { useProblemText } from '../../app/problem.tsx';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { TextField } from '../../ui/field.tsx';
import { IconFingerprint } from '../../ui/icons.ts';
import { Notice } from '../../ui/notice.tsx';
import { QrCode } from '../../ui/qr-code.tsx';
import { SkeletonCard } from '../../ui/states.tsx';
import { SignInFrame } from './sign-in-page.tsx';
import { texts } from './texts.ts';

type Enrolment = AnswerOf<typeof identity.startEnrolment>;

/** The ticket stands after the `#`: it is never sent in an address, kept in a log or told to another site. */
function ticketOfAddress(): string {
  return new URLSearchParams(location.hash.slice(1)).get('phieu') ?? '';
}

/** A one-time ticket is turned into means of sign-in. */
export function EnrolPage() {
  const t = useT(texts);
  const textOf = useProblemText();
  const [ticket] = useState(ticketOfAddress);
  const [found, setFound] = useState<Enrolment | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [done, setDone] = useState(false);
  useEffect(() => {
    if (ticket === '') return;
    history.replaceState(null, '', location.pathname);
    call(identity.startEnrolment, { body: { ticket } }).then(setFound, (error: unknown) =>
      setProblem(textOf(error)),
    );
    // The ticket can be opened once; it must not be opened again when sentences change.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [ticket]);
  const act = async (work: () => Promise<unknown>) => {
    setProblem(null);
    try {
      await work();
      setDone(true);
    } catch (error) {
      setProblem(textOf(error));
    }
  };
  return (
    <SignInFrame
      title={t('enrol.title')}
      lead={found ? t('enrol.for', { login: found.loginName, name: found.displayName }) : undefined}
    >
      {ticket === '' ? <Notice tone="amber">{t('enrol.noTicket')}</Notice> : null}
      {problem ? (
        <Notice tone="basalt" live="alert">
          {problem}
        </Notice>
      ) : null}
      {done ? (
        <>
          <Notice tone="leaf" live="status">
            {t('enrol.done')}
          </Notice>
          <ButtonLink kind="filled" main to="/can-bo/dang-nhap">
            {t('signIn')}
          </ButtonLink>
        </>
      ) : null}
      {ticket !== '' && !found && !problem ? <SkeletonCard lines={3} /> : null}
      {found && !done ? <Ways found={found} ticket={ticket} act={act} /> : null}
    </SignInFrame>
  );
}

type WaysProps = { found: Enrolment; ticket: string; act: (work: () => Promise<unknown>) => Promise<void> };

function Ways({ found, ticket, act }: WaysProps) {
  const t = useT(texts);
  const [name, setName] = useState('');
  const createPasskey = () =>
    act(async () => {
      const { startRegistration } = await import('@simplewebauthn/browser');
      const response = await startRegistration({ optionsJSON: found.passkeyOptions as never });
      await call(identity.enrolPasskey, {
        body: {
          ticket,
          name: name.trim() || 'Máy này',
          response: { ...response, type: 'public-key' as const },
        },
      });
    });
  return (
    <>
      <div className="stack">
        <TextField
          label={t('enrol.passkeyName')}
          optional
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        <Button
          kind="filled"
          main
          icon={<IconFingerprint className="i" aria-hidden="true" />}
          onClick={() => void createPasskey()}
        >
          {t('enrol.passkey')}
        </Button>
      </div>
      {found.mustUsePasskey ? null : <PasswordWay found={found} ticket={ticket} act={act} />}
    </>
  );
}

function PasswordWay({ found, ticket, act }: WaysProps) {
  const t = useT(texts);
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        void act(() =>
          call(identity.enrolPassword, { body: { ticket, password, code: code.replace(/\s/g, '') } }),
        );
      }}
    >
      <h2>{t('enrol.password')}</h2>
      <p>{t('enrol.totp')}</p>
      <QrCode text={found.totpUri} label={t('enrol.qr')} size={180} />
      <TextField
        label={t('enrol.newPassword')}
        hint={t('enrol.newPasswordHint')}
        type="password"
        autoComplete="new-password"
        required
        value={password}
        onChange={(event) => setPassword(event.target.value)}
      />
      <TextField
        label={t('code')}
        short
        inputMode="numeric"
        autoComplete="one-time-code"
        required
        maxLength={7}
        value={code}
        onChange={(event) => setCode(event.target.value)}
      />
      <Button main type="submit">
        {t('enrol.save')}
      </Button>
    </form>
  );
}
