import { useState } from 'react';
import type { Obstacle } from '#contract/programme';
import { raiseObstacle, resolveObstacle } from '#contract/programme';
import { useWrite } from '../../app/api.ts';
import { useT } from '../../app/language.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { AreaField, RadioField } from '../../ui/field.tsx';
import { formatDate } from '../../ui/format.ts';
import { StateTag } from '../../ui/state-tag.tsx';
import { texts } from './texts.ts';
import { Box, Problem, useDone } from './words.tsx';

const tones = { low: 'neutral', medium: 'amber', high: 'basalt' } as const;

type Props = { items: readonly Obstacle[]; model: number; agencyId: string; canRaise: boolean };

export function Obstacles({ items, model, agencyId, canRaise }: Props) {
  const t = useT(texts);
  const [asked, setAsked] = useState<Obstacle | 'new' | null>(null);
  const close = () => setAsked(null);
  return (
    <Box
      title={t('obstacles')}
      side={canRaise ? <Button onClick={() => setAsked('new')}>{t('raise')}</Button> : null}
    >
      {items.length === 0 ? <p className="pad mut">{t('obstaclesNone')}</p> : null}
      <ul className="prog-history">
        {items.map((one) => (
          <li key={one.id}>
            <StateTag tone={tones[one.severity]} icon={one.resolvedOn ? 'done' : 'late'}>
              {`${t(`kind.${one.kind}`)}, ${t(`sev.${one.severity}`).toLowerCase()}`}
            </StateTag>{' '}
            {one.text}
            {one.proposal ? ` ${t('proposal')}: ${one.proposal}` : ''}
            <small>
              {one.agency.name}, {one.raisedBy}, {formatDate(one.raisedOn)}
              {one.resolvedOn
                ? `. ${t('resolve')} ${formatDate(one.resolvedOn)}: ${one.resolution ?? ''}`
                : ''}
            </small>
            {one.canResolve ? (
              <button type="button" className="btn-link" onClick={() => setAsked(one)}>
                {t('resolve')}
                <span className="sr"> {one.text}</span>
              </button>
            ) : null}
          </li>
        ))}
      </ul>
      <Dialog open={asked !== null} onClose={close} title={asked === 'new' ? t('raise') : t('resolve')}>
        {asked === 'new' ? <RaiseForm model={model} agencyId={agencyId} onDone={close} /> : null}
        {asked !== null && asked !== 'new' ? <ResolveForm obstacle={asked} onDone={close} /> : null}
      </Dialog>
    </Box>
  );
}

function RaiseForm({ model, agencyId, onDone }: { model: number; agencyId: string; onDone: () => void }) {
  const t = useT(texts);
  const [kind, setKind] = useState<'risk' | 'obstacle'>('obstacle');
  const [severity, setSeverity] = useState<'low' | 'medium' | 'high'>('medium');
  const [text, setText] = useState('');
  const [proposal, setProposal] = useState('');
  const write = useWrite(raiseObstacle, { onSuccess: useDone(onDone) });
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        write.mutate({ input: { body: { model, agencyId, kind, severity, text, proposal } } });
      }}
    >
      <Problem error={write.error} />
      <RadioField
        label={t('kind')}
        value={kind}
        onChange={(value) => setKind(value === 'risk' ? 'risk' : 'obstacle')}
        options={(['obstacle', 'risk'] as const).map((value) => ({ value, label: t(`kind.${value}`) }))}
      />
      <RadioField
        label={t('severity')}
        value={severity}
        onChange={(value) => setSeverity(value === 'high' ? 'high' : value === 'low' ? 'low' : 'medium')}
        options={(['low', 'medium', 'high'] as const).map((value) => ({ value, label: t(`sev.${value}`) }))}
      />
      <AreaField label={t('what')} required value={text} onChange={(event) => setText(event.target.value)} />
      <AreaField
        label={t('proposal')}
        optional
        value={proposal}
        onChange={(event) => setProposal(event.target.value)}
      />
      <Button kind="filled" type="submit" busy={write.isPending}>
        {t('raise')}
      </Button>
    </form>
  );
}

function ResolveForm({ obstacle, onDone }: { obstacle: Obstacle; onDone: () => void }) {
  const t = useT(texts);
  const [resolution, setResolution] = useState('');
  const write = useWrite(resolveObstacle, { onSuccess: useDone(onDone) });
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        write.mutate({ input: { params: { id: obstacle.id }, body: { resolution } } });
      }}
    >
      <p>{obstacle.text}</p>
      <Problem error={write.error} />
      <AreaField
        label={t('resolution')}
        required
        value={resolution}
        onChange={(event) => setResolution(event.target.value)}
      />
      <Button kind="filled" type="submit" busy={write.isPending}>
        {t('resolve')}
      </Button>
    </form>
  );
}
