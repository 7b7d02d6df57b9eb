import { useState } from 'react';
import { openPairing } from '../../../../src/platform/devices/contract.ts';
import { call } from '../../app/api.ts';
import { useT } from '../../app/language.tsx';
import { useProblemText } from '../../app/problem.tsx';
import { Button, ButtonAnchor } from '../../ui/button.tsx';
import { IconDownload } from '../../ui/icons.ts';
import { Notice } from '../../ui/notice.tsx';
import { StateTag } from '../../ui/state-tag.tsx';
import { useToast } from '../../ui/toast.tsx';
import { type AgentLink, AgentRefusal, type ReaderAgent } from './reader-agent.ts';
import { texts } from './texts.ts';

type Condition = 'looking' | 'absent' | 'unpaired' | 'noReader' | 'ready';

export function conditionOf(link: AgentLink): Condition {
  if (link.at !== 'here') return link.at;
  if (!link.paired) return 'unpaired';
  return link.readers.length === 0 ? 'noReader' : 'ready';
}

/** One line about the reader of this machine, for the head of a desk. */
export function AgentTag({ link }: { link: AgentLink }) {
  const t = useT(texts);
  const condition = conditionOf(link);
  const isReady = condition === 'ready';
  return (
    <StateTag tone={isReady ? 'leaf' : 'amber'} icon={isReady ? 'done' : 'late'}>
      {t(`agent.${condition}`)}
    </StateTag>
  );
}

/** What to do when the reader of this machine cannot be used yet; pairing is one press for who may pair. */
export function AgentHelp({ agent }: { agent: ReaderAgent }) {
  const t = useT(texts);
  const toast = useToast();
  const textOf = useProblemText();
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<string | null>(null);
  const condition = conditionOf(agent.link);
  const pair = async () => {
    setBusy(true);
    setTrouble(null);
    try {
      const name = `${t('office')} ${new Date().toLocaleDateString('vi-VN')}`;
      const { code } = await call(openPairing, { body: { name } });
      const paired = await agent.ask<{ name: string }>('/pairing', { code });
      toast({ text: t('agent.paired', { name: paired.name }) });
    } catch (error) {
      setTrouble(error instanceof AgentRefusal ? error.message : textOf(error));
    }
    setBusy(false);
  };
  if (condition === 'unpaired')
    return (
      <Notice tone="amber">
        <p>{t('agent.unpairedText')}</p>
        <Button busy={busy} onClick={() => void pair()}>
          {t('agent.pair')}
        </Button>
        {trouble ? <p role="alert">{trouble}</p> : null}
      </Notice>
    );
  if (condition === 'absent')
    return (
      <Notice tone="amber">
        <p>{t('agent.absentText')}</p>
      </Notice>
    );
  return null;
}

/** How to install the agent, with the file this very server made. */
export function InstallSteps() {
  const t = useT(texts);
  const server = location.origin;
  return (
    <section className="card stack install">
      <h2>{t('install.title')}</h2>
      <ol>
        <li>{t('install.1')}</li>
        <li>
          {t('install.2')}{' '}
          <ButtonAnchor
            href="/agent/serepok-agent.mjs"
            download
            icon={<IconDownload className="i" aria-hidden="true" />}
          >
            {t('install.file')}
          </ButtonAnchor>
        </li>
        <li>
          {t('install.3')}
          <pre>{`npm install koffi serialport\nnode serepok-agent.mjs install --server ${server} --write`}</pre>
        </li>
        <li>{t('install.4')}</li>
      </ol>
    </section>
  );
}
