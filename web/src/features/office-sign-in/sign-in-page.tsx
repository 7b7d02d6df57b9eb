import { useSearch } from '@tanstack/react-router';
import { type FormEvent, type ReactNode, useState } from 'react';
import { type AnswerOf, call, useRead } from '../../app/api.ts';
import { SkipLink } from '../../app/citizen-shell.tsx';
import { useErrorSentence } from '../../app/error-sentence.ts';
import { useT } from '../../app/language.tsx';
import * as identity from '../../../../src/platform/identity/contract.ts';
import { useProblemText } from '../../app/problem.tsx';
import { texts as appTexts } from '../../app/texts.ts';
import { useRoom } from '../../app/theme.tsx';
import { Button, ButtonAnchor } from '../../ui/button.tsx';
import { TextField } from '../../ui/field.tsx';
import { IconDeviceMobile, IconFingerprint } from '../../ui/icons.ts';
import { Mark, WeaveBand } from '../../ui/mark.tsx';
import { Notice } from '../../ui/notice.tsx';
import { SkeletonCard } from '../../ui/states.tsx';
import { texts } from './texts.ts';

type Step = AnswerOf<typeof identity.givePassword>;

/** Officers' way in: a passkey at best, else password and one-time code, else the linked VNeID. */
export function OfficeSignInPage() {
  const t = useT(texts);
  const { luot, ve, loi } = useSearch({ strict: false }) as { luot?: string; ve?: string; loi?: string };
  const sentence = useErrorSentence()(loi);
  return (
    <SignInFrame title={t('title')} lead={t('lead')}>
      {sentence ? (
        <Notice tone="basalt" live="alert">
          {sentence}
        </Notice>
      ) : null}
      {luot ? <Flow id={luot} /> : <Begin returnTo={ve ?? '/can-bo'} />}
      <p className="field-hint">{t('lost')}</p>
    </SignInFrame>
  );
}

export function SignInFrame({
  title,
  lead,
  children,
}: {
  title: string;
  lead?: string;
  children: ReactNode;
}) {
  useRoom('citizen');
  const app = useT(appTexts);
  return (
    <div className="signin">
      <SkipLink />
      <main id="noi-dung" className="card signin-card" tabIndex={-1}>
        <div className="signin-brand">
          <Mark size={32} />
          <span>{app('app.name')}</span>
        </div>
        <WeaveBand />
        <div className="signin-body">
          <div>
            <h1>{title}</h1>
            {lead ? <p className="mut">{lead}</p> : null}
          </div>
          {children}
        </div>
      </main>
    </div>
  );
}

const startOf = (returnTo: string) =>
  `/api/v1/identity/officer/start?returnTo=${encodeURIComponent(returnTo)}`;

function Begin({ returnTo }: { returnTo: string }) {
  const t = useT(texts);
  return (
    <ButtonAnchor kind="filled" main href={startOf(returnTo)}>
      {t('begin')}
    </ButtonAnchor>
  );
}

function Flow({ id }: { id: string }) {
  const t = useT(texts);
  const textOf = useProblemText();
  const flow = useRead(identity.showOfficerSignIn, { params: { id } }, { retry: false, staleTime: Infinity });
  const [stage, setStage] = useState<Step['stage'] | null>(null);
  const onStep = (step: Step) => {
    if (step.redirectTo) location.assign(step.redirectTo);
    else setStage(step.stage);
  };
  if (flow.error) {
    return (
      <>
        <Notice tone="basalt" live="alert">
          {textOf(flow.error)}
        </Notice>
        <ButtonAnchor kind="filled" main href={startOf('/can-bo')}>
          {t('again')}
        </ButtonAnchor>
      </>
    );
  }
  if (!flow.data) return <SkeletonCard lines={3} />;
  const now = stage ?? flow.data.stage;
  return now === 'second_factor' ? (
    <CodeForm id={id} onStep={onStep} />
  ) : (
    <FirstFactor id={id} onStep={onStep} />
  );
}

type PartProps = { id: string; onStep: (step: Step) => void };

function useSend(onStep: (step: Step) => void) {
  const textOf = useProblemText();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const send = async (work: () => Promise<Step>, otherwise?: string) => {
    setBusy(true);
    setProblem(null);
    try {
      onStep(await work());
    } catch (error) {
      const ours = error instanceof Error && error.name === 'ApiError';
      setProblem(otherwise && !ours ? otherwise : textOf(error));
    } finally {
      setBusy(false);
    }
  };
  return { busy, problem, send };
}

function FirstFactor({ id, onStep }: PartProps) {
  const t = useT(texts);
  const { busy, problem, send } = useSend(onStep);
  const [loginName, setLoginName] = useState('');
  const [password, setPassword] = useState('');
  const params = { id };
  const byPasskey = () =>
    send(async () => {
      const { startAuthentication } = await import('@simplewebauthn/browser');
      const optionsJSON = (await call(identity.askPasskey, { params })) as never;
      const body = await startAuthentication({ optionsJSON });
      return call(identity.givePasskey, { params, body: { ...body, type: 'public-key' as const } });
    }, t('passkeyFailed'));
  const byPassword = (event: FormEvent) => {
    event.preventDefault();
    void send(() => call(identity.givePassword, { params, body: { loginName, password } }));
  };
  return (
    <>
      {problem ? (
        <Notice tone="basalt" live="alert">
          {problem}
        </Notice>
      ) : null}
      <div className="stack-sm">
        <Button
          kind="filled"
          main
          busy={busy}
          icon={<IconFingerprint className="i" aria-hidden="true" />}
          onClick={() => void byPasskey()}
        >
          {t('passkey')}
        </Button>
        <p className="field-hint">{t('passkeyNote')}</p>
      </div>
      <p className="signin-or">
        <span>{t('or')}</span>
      </p>
      <form className="stack" onSubmit={byPassword}>
        <TextField
          label={t('loginName')}
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          required
          value={loginName}
          onChange={(event) => setLoginName(event.target.value)}
        />
        <TextField
          label={t('password')}
          type="password"
          autoComplete="current-password"
          required
          value={password}
          onChange={(event) => setPassword(event.target.value)}
        />
        <Button main type="submit" busy={busy}>
          {t('next')}
        </Button>
      </form>
      <ButtonAnchor
        kind="quiet"
        icon={<IconDeviceMobile className="i" aria-hidden="true" />}
        href={`/api/v1/identity/vneid/start?purpose=officer&flow=${encodeURIComponent(id)}`}
      >
        {t('vneid')}
      </ButtonAnchor>
    </>
  );
}

function CodeForm({ id, onStep }: PartProps) {
  const t = useT(texts);
  const { busy, problem, send } = useSend(onStep);
  const [code, setCode] = useState('');
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        void send(() => call(identity.giveCode, { params: { id }, body: { code: code.replace(/\s/g, '') } }));
      }}
    >
      <h2>{t('codeTitle')}</h2>
      <TextField
        label={t('code')}
        short
        inputMode="numeric"
        autoComplete="one-time-code"
        maxLength={7}
        required
        error={problem ?? undefined}
        value={code}
        onChange={(event) => setCode(event.target.value)}
      />
      <Button kind="filled" main type="submit" busy={busy}>
        {t('signIn')}
      </Button>
    </form>
  );
}
