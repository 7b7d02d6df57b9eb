import { useNavigate, useParams } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { type Verification, verifyByCode, verifyFile } from '#contract/vault';
import { call, useRead } from '../../app/api.ts';
import { CitizenPage } from '../../app/citizen-shell.tsx';
import { usePick, useT } from '../../app/language.tsx';
import { PageError, useProblemText } from '../../app/problem.tsx';
import { Button } from '../../ui/button.tsx';
import { Section } from '../../ui/citizen-pieces.tsx';
import { CheckSection } from '../../ui/check-section.tsx';
import { ResultBanner } from '../../ui/evidence.tsx';
import { TextField } from '../../ui/field.tsx';
import { FileDrop, type FileLine } from '../../ui/file-drop.tsx';
import { formatDate, formatDateTime } from '../../ui/format.ts';
import { IconCamera } from '../../ui/icons.ts';
import { SkeletonCard } from '../../ui/states.tsx';
import { texts } from './texts.ts';

/** Public: is this paper genuine? By the code in its QR, or by the file, byte for byte. */
export function VerifyPage() {
  const { ma } = useParams({ strict: false }) as { ma?: string };
  const t = useT(texts);
  const [ofFile, setOfFile] = useState<Verification | null>(null);
  const byCode = useRead(
    verifyByCode,
    { params: { code: ma ?? '' } },
    { enabled: Boolean(ma), retry: false },
  );
  const result = ofFile ?? byCode.data ?? null;
  return (
    <CitizenPage>
      <div className="stack-sm">
        <h1>{t('title')}</h1>
        <p className="cz-lead">{t('lead')}</p>
      </div>
      {byCode.error && !ofFile ? (
        <PageError error={byCode.error} onRetry={() => void byCode.refetch()} />
      ) : null}
      {ma && byCode.isPending && !ofFile ? <SkeletonCard lines={4} /> : null}
      {result ? <Verdict result={result} /> : null}
      <CodeForm key={ma} initial={ma ?? ''} onAsk={() => setOfFile(null)} asked={result !== null} />
      <FileForm onResult={setOfFile} />
    </CitizenPage>
  );
}

const CameraScan = lazy(async () => ({ default: (await import('../card/camera-scan.tsx')).CameraScan }));

/** The QR of a paper holds the address of this page with its code; a code alone is taken too. */
function codeIn(text: string): string {
  const [, code] = /\/xac-minh\/([^/?#\s]+)/.exec(text) ?? [];
  return decodeURIComponent(code ?? text.trim().slice(0, 60));
}

function CodeForm({ initial, onAsk, asked }: { initial: string; onAsk: () => void; asked: boolean }) {
  const t = useT(texts);
  const navigate = useNavigate();
  const [code, setCode] = useState(initial);
  const [scanning, setScanning] = useState(false);
  const take = (text: string) => {
    setScanning(false);
    const found = codeIn(text);
    setCode(found);
    onAsk();
    void navigate({ to: '/xac-minh/$ma', params: { ma: found } });
  };
  return (
    <Section title={t('byCode')}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          onAsk();
          if (code.trim()) void navigate({ to: '/xac-minh/$ma', params: { ma: code.trim() } });
        }}
      >
        <TextField
          label={t('code')}
          hint={t('codeHint')}
          value={code}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => setCode(event.target.value)}
        />
        <Button kind={asked ? 'outline' : 'filled'} type="submit" main>
          {t('go')}
        </Button>
        {scanning ? null : (
          <Button
            main
            icon={<IconCamera className="i" aria-hidden="true" />}
            onClick={() => setScanning(true)}
          >
            {t('scan')}
          </Button>
        )}
      </form>
      {scanning ? (
        <Suspense fallback={<SkeletonCard lines={3} />}>
          <CameraScan hint={t('scanHint')} onText={take} onClose={() => setScanning(false)} />
        </Suspense>
      ) : null}
    </Section>
  );
}

function FileForm({ onResult }: { onResult: (result: Verification) => void }) {
  const t = useT(texts);
  const textOf = useProblemText();
  const [line, setLine] = useState<FileLine | null>(null);
  const send = async (file: File | undefined) => {
    if (!file) return;
    const next: FileLine = { id: 'one', name: file.name, size: file.size, state: 'sending' };
    setLine(next);
    const body = new FormData();
    body.append('file', file);
    try {
      const found = await call(verifyFile, { body } as never);
      setLine({ ...next, state: 'sent' });
      onResult(found);
      window.scrollTo({ top: 0 });
    } catch (error) {
      setLine({ ...next, state: 'failed', error: textOf(error) });
    }
  };
  return (
    <Section title={t('byFile')}>
      <FileDrop
        label={t('file')}
        hint={t('fileHint')}
        files={line ? [line] : []}
        maxBytes={50 * 1024 * 1024}
        onAdd={(files) => void send(files[0])}
        onRemove={() => setLine(null)}
      />
    </Section>
  );
}

const tones = { valid: 'done', changed: 'stop', revoked: 'stop', expired: 'warn', unknown: 'stop' } as const;

export function Verdict({ result }: { result: Verification }) {
  const t = useT(texts);
  const pick = usePick();
  const { signature } = result;
  const facts = [
    { name: t('name'), value: pick(result.title) },
    { name: t('number'), value: result.number },
    { name: t('subject'), value: result.subject },
    { name: t('issuer'), value: result.issuer },
    { name: t('issued'), value: formatDate(result.issuedOn) },
    { name: t('revokedOn'), value: formatDate(result.revokedOn) },
    { name: t('signer'), value: signature?.signer },
    { name: t('signedAt'), value: formatDateTime(signature?.signedAt) },
    { name: t('level'), value: signature?.level },
    { name: t('reasons'), value: signature?.reasons.join('; ') },
  ].filter((fact) => fact.value);
  return (
    <div className="stack">
      <ResultBanner
        tone={tones[result.verdict]}
        title={t(`verdict.${result.verdict}`)}
        text={t(`text.${result.verdict}`)}
      />
      {facts.length > 0 ? (
        <CheckSection title={t('checked', { when: formatDateTime(result.checkedAt) })} items={facts} />
      ) : null}
    </div>
  );
}
