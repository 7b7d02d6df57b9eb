import { useState } from 'react';
import type { Evidence } from '#contract/programme';
import { addEvidence, addEvidenceFile, downloadEvidence, withdrawEvidence } from '#contract/programme';
import { ApiError, pathOf, useWrite } from '../../app/api.ts';
import { useT } from '../../app/language.tsx';
import { Button, ButtonAnchor } from '../../ui/button.tsx';
import { RadioField, TextField } from '../../ui/field.tsx';
import { FileDrop, type FileLine } from '../../ui/file-drop.tsx';
import { formatBytes, formatDateTime, formatNumber } from '../../ui/format.ts';
import { IconDownload } from '../../ui/icons.ts';
import { texts } from './texts.ts';
import { DemoTag, Problem, useDone, useRefresh } from './words.tsx';

function wordsOf(item: Evidence): string {
  if (item.kind === 'figure') return `${formatNumber(item.figure ?? 0)} ${item.figureUnit ?? ''}`;
  if (item.kind === 'paper') return item.paperCode ?? '';
  return `${item.fileName ?? ''} (${formatBytes(item.fileSize ?? 0)})`;
}

export function EvidenceList({ items, canChange }: { items: readonly Evidence[]; canChange: boolean }) {
  const t = useT(texts);
  const refresh = useRefresh();
  const write = useWrite(withdrawEvidence, { onSuccess: () => void refresh() });
  if (items.length === 0) return null;
  return (
    <>
      <Problem error={write.error} />
      <ul className="stack-sm" aria-label={t('evidence')}>
        {items.map((item) => (
          <li key={item.id} className="cluster">
            <span>
              {t(`evidence.${item.kind}`)}: <strong>{wordsOf(item)}</strong>
              {item.note ? `, ${item.note}` : ''}
              <small className="mut">
                {' '}
                {item.addedBy}, {formatDateTime(item.addedAt)}
              </small>
            </span>
            {item.demonstration ? <DemoTag /> : null}
            {item.fileName ? (
              <ButtonAnchor
                kind="quiet"
                href={`/api/v1${pathOf(downloadEvidence.path, { id: item.id })}`}
                icon={<IconDownload className="i" aria-hidden="true" />}
              >
                {t('download')}
              </ButtonAnchor>
            ) : null}
            {canChange ? (
              <button
                type="button"
                className="btn-link"
                onClick={() => write.mutate({ input: { params: { id: item.id } } })}
              >
                {t('withdraw')}
                <span className="sr"> {wordsOf(item)}</span>
              </button>
            ) : null}
          </li>
        ))}
      </ul>
    </>
  );
}

type Kind = 'file' | 'figure' | 'paper';
type FormProps = { about: 'steps' | 'tasks'; id: string; onDone: () => void };

/** A document or photo, a figure, or a paper of the vault by the code of its QR. */
export function EvidenceForm({ about, id, onDone }: FormProps) {
  const t = useT(texts);
  const [kind, setKind] = useState<Kind>('figure');
  return (
    <div className="stack">
      <RadioField
        label={t('evidenceKind')}
        value={kind}
        onChange={(value) => setKind(value as Kind)}
        options={(['figure', 'paper', 'file'] as const).map((value) => ({
          value,
          label: t(`evidence.${value}`),
        }))}
      />
      {kind === 'file' ? <FileForm about={about} id={id} onDone={onDone} /> : null}
      {kind === 'figure' ? <FigureForm about={about} id={id} onDone={onDone} /> : null}
      {kind === 'paper' ? <PaperForm about={about} id={id} onDone={onDone} /> : null}
    </div>
  );
}

function FigureForm({ about, id, onDone }: FormProps) {
  const t = useT(texts);
  const [figure, setFigure] = useState('');
  const [figureUnit, setFigureUnit] = useState('');
  const [note, setNote] = useState('');
  const write = useWrite(addEvidence, { onSuccess: useDone(onDone) });
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        const value = Number(figure.replaceAll('.', '').replace(',', '.'));
        write.mutate({
          input: { params: { about, id }, body: { kind: 'figure', figure: value, figureUnit, note } },
        });
      }}
    >
      <Problem error={write.error} />
      <div className="prog-form2">
        <TextField
          label={t('figure')}
          required
          inputMode="decimal"
          value={figure}
          onChange={(event) => setFigure(event.target.value)}
        />
        <TextField
          label={t('figureUnit')}
          required
          value={figureUnit}
          onChange={(event) => setFigureUnit(event.target.value)}
        />
      </div>
      <TextField label={t('note')} optional value={note} onChange={(event) => setNote(event.target.value)} />
      <Button kind="filled" type="submit" busy={write.isPending}>
        {t('addEvidence')}
      </Button>
    </form>
  );
}

function PaperForm({ about, id, onDone }: FormProps) {
  const t = useT(texts);
  const [paperCode, setPaperCode] = useState('');
  const write = useWrite(addEvidence, { onSuccess: useDone(onDone) });
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        write.mutate({ input: { params: { about, id }, body: { kind: 'paper', paperCode } } });
      }}
    >
      <Problem error={write.error} />
      <TextField
        label={t('paperCode')}
        required
        value={paperCode}
        onChange={(event) => setPaperCode(event.target.value)}
      />
      <Button kind="filled" type="submit" busy={write.isPending}>
        {t('addEvidence')}
      </Button>
    </form>
  );
}

function FileForm({ about, id, onDone }: FormProps) {
  const t = useT(texts);
  const [lines, setLines] = useState<FileLine[]>([]);
  const done = useDone(onDone);
  const write = useWrite(addEvidenceFile);
  const add = (files: File[]) => {
    for (const file of files) {
      const line = { id: file.name, name: file.name, size: file.size };
      const mark = (state: FileLine['state'], error?: string) =>
        setLines((before) => [...before.filter((one) => one.id !== line.id), { ...line, state, error }]);
      mark('sending');
      const body = new FormData();
      body.append('file', file);
      write.mutate(
        { input: { params: { about, id }, body } as never },
        {
          onSuccess: () => {
            mark('sent');
            done();
          },
          onError: (error) => mark('failed', error instanceof ApiError ? error.message : undefined),
        },
      );
    }
  };
  return (
    <FileDrop
      label={t('evidence.file')}
      files={lines}
      onAdd={add}
      onRemove={(gone) => setLines(lines.filter((line) => line.id !== gone))}
    />
  );
}
