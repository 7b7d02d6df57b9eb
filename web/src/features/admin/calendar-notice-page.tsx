import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import * as calendar from '../../../../src/platform/calendar/contract.ts';
import { type AnswerOf, keyOf, useWrite } from '../../app/api.ts';
import { useLanguage, useT } from '../../app/language.tsx';
import { useToday } from '../../app/now.ts';
import { useProblemText } from '../../app/problem.tsx';
import { Button } from '../../ui/button.tsx';
import { DateField } from '../../ui/date-field.tsx';
import { CheckField, RadioField, TextField } from '../../ui/field.tsx';
import { formatDate, formatWeekday, plain } from '../../ui/format.ts';
import { IconPlus } from '../../ui/icons.ts';
import { Notice } from '../../ui/notice.tsx';
import { useToast } from '../../ui/toast.tsx';
import { AdminFrame } from './admin-shell.tsx';
import { operatorTexts } from './operator-texts.ts';

type Preview = AnswerOf<typeof calendar.previewNotice>;
type Line = { key: number; day: string; kind: 'off' | 'working'; swappedWith: string };
type Draft = { title: string; source: string; publishedOn: string; verified: boolean; lines: Line[] };

function bodyOf(draft: Draft) {
  const id = `${plain(draft.title)} ${draft.publishedOn}`
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');
  return {
    id,
    publishedOn: draft.publishedOn,
    title: { vi: draft.title, en: draft.title },
    agencies: null,
    settles: [],
    replaces: [],
    days: draft.lines
      .filter((line) => line.day !== '')
      .map(({ day, kind, swappedWith }) => (swappedWith ? { day, kind, swappedWith } : { day, kind })),
    source: draft.source,
    verified: draft.verified,
  };
}

/** Enters an official notice, shows what it changes, then publishes it. */
export function CalendarNoticePage() {
  const t = useT(operatorTexts);
  const textOf = useProblemText();
  const toast = useToast();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const today = useToday();
  const [draft, setDraft] = useState<Draft>({
    title: '',
    source: '',
    publishedOn: today,
    verified: false,
    lines: [{ key: 1, day: '', kind: 'off', swappedWith: '' }],
  });
  const preview = useWrite(calendar.previewNotice);
  const publish = useWrite(calendar.publishNotice, {
    onSuccess: () => {
      toast({ text: t('not.done') });
      void queries.invalidateQueries({ queryKey: keyOf(calendar.listDays) });
      void navigate({ to: '/can-bo/quan-tri/lich' });
    },
  });
  const change = (next: Partial<Draft>) => {
    preview.reset();
    setDraft({ ...draft, ...next });
  };
  const error = preview.error ?? publish.error;
  return (
    <AdminFrame>
      <form
        className="stack notice-form"
        onSubmit={(event) => {
          event.preventDefault();
          preview.mutate({ input: { body: bodyOf(draft) } });
        }}
      >
        <h2>{t('not.title')}</h2>
        <Facts draft={draft} onChange={change} />
        <Days lines={draft.lines} onChange={(lines) => change({ lines })} />
        <CheckField checked={draft.verified} onChange={(verified) => change({ verified })}>
          {t('not.verified')}
        </CheckField>
        {error ? (
          <Notice tone="basalt" live="alert">
            {textOf(error)}
          </Notice>
        ) : null}
        <div>
          <Button type="submit" kind={preview.data ? 'outline' : 'filled'} busy={preview.isPending}>
            {t('not.preview')}
          </Button>
        </div>
      </form>
      {preview.data ? (
        <Effects
          preview={preview.data}
          busy={publish.isPending}
          onPublish={() => publish.mutate({ input: { body: bodyOf(draft) } })}
        />
      ) : null}
    </AdminFrame>
  );
}

function Facts({ draft, onChange }: { draft: Draft; onChange: (next: Partial<Draft>) => void }) {
  const t = useT(operatorTexts);
  return (
    <>
      <TextField
        label={t('not.name')}
        required
        value={draft.title}
        onChange={(event) => onChange({ title: event.target.value })}
      />
      <TextField
        label={t('not.source')}
        required
        value={draft.source}
        onChange={(event) => onChange({ source: event.target.value })}
      />
      <DateField
        label={t('not.publishedOn')}
        value={draft.publishedOn}
        onChange={(publishedOn) => onChange({ publishedOn })}
      />
    </>
  );
}

function Days({ lines, onChange }: { lines: readonly Line[]; onChange: (lines: Line[]) => void }) {
  const t = useT(operatorTexts);
  const set = (key: number, next: Partial<Line>) =>
    onChange(lines.map((line) => (line.key === key ? { ...line, ...next } : line)));
  const nextKey = Math.max(0, ...lines.map((line) => line.key)) + 1;
  return (
    <fieldset className="stack">
      <legend className="field-label">{t('not.days')}</legend>
      {lines.map((line) => (
        <div key={line.key} className="card pad stack-sm">
          <DateField label={t('not.day')} value={line.day} onChange={(day) => set(line.key, { day })} />
          <RadioField
            label={t('not.kind')}
            value={line.kind}
            onChange={(kind) => set(line.key, { kind: kind === 'working' ? 'working' : 'off' })}
            options={[
              { value: 'off', label: t('not.off') },
              { value: 'working', label: t('not.working') },
            ]}
          />
          <DateField
            label={t('not.swap')}
            optional
            value={line.swappedWith}
            onChange={(swappedWith) => set(line.key, { swappedWith })}
          />
          {lines.length > 1 ? (
            <div>
              <Button kind="quiet" onClick={() => onChange(lines.filter((one) => one.key !== line.key))}>
                {t('not.remove')}
              </Button>
            </div>
          ) : null}
        </div>
      ))}
      <div>
        <Button
          icon={<IconPlus className="i" aria-hidden="true" />}
          onClick={() => onChange([...lines, { key: nextKey, day: '', kind: 'off', swappedWith: '' }])}
        >
          {t('not.add')}
        </Button>
      </div>
    </fieldset>
  );
}

type EffectsProps = { preview: Preview; busy: boolean; onPublish: () => void };

function Effects({ preview, busy, onPublish }: EffectsProps) {
  const t = useT(operatorTexts);
  const { language } = useLanguage();
  const word = (working: boolean) => t(working ? 'not.working' : 'not.off');
  return (
    <section className="card pad stack notice-form" aria-label={t('not.changes')}>
      <h2>{t('not.changes')}</h2>
      {preview.isPast ? <Notice tone="amber">{t('not.past')}</Notice> : null}
      {preview.replacesOwn ? <Notice tone="amber">{t('not.replaces')}</Notice> : null}
      {preview.days.length === 0 ? (
        <p>{t('not.nothing')}</p>
      ) : (
        <ul className="bullets">
          {preview.days.map(({ before, after }) => (
            <li key={before.day}>
              {formatWeekday(before.day, language)} {formatDate(before.day)}: {word(before.working)} →{' '}
              <strong>{word(after.working)}</strong> {after.intervals.join(', ')}
            </li>
          ))}
        </ul>
      )}
      <p>{t('not.deadlines', { day: formatDate(preview.receivedOn) })}</p>
      <ul className="bullets">
        {preview.deadlines.map((one) => (
          <li key={one.workingDays}>
            {t('not.workingDays', { n: one.workingDays })} {t('not.due')}{' '}
            {one.before === one.after ? (
              formatDate(one.after)
            ) : (
              <>
                <del>{formatDate(one.before)}</del> <strong>{formatDate(one.after)}</strong>
              </>
            )}
          </li>
        ))}
      </ul>
      <p className="field-hint">{t('not.kept')}</p>
      <div>
        <Button kind="filled" busy={busy} onClick={onPublish}>
          {t('not.publish')}
        </Button>
      </div>
    </section>
  );
}
