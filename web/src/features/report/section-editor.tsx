import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import * as report from '#contract/report';
import { ApiError, call, keyOf } from '../../app/api.ts';
import { useT } from '../../app/language.tsx';
import { useProblemText } from '../../app/problem.tsx';
import { Button } from '../../ui/button.tsx';
import { AreaField } from '../../ui/field.tsx';
import { formatDateTime } from '../../ui/format.ts';
import { useToast } from '../../ui/toast.tsx';
import { type Clash, ConflictDialog } from './conflict-dialog.tsx';
import { texts } from './texts.ts';
import { VersionsDialog } from './versions-dialog.tsx';

type Section = report.Section;
type EditorProps = { reportId: string; section: Section; hint: string | undefined };

/** Typing rests this long before it is saved. */
const PAUSE_MS = 1200;

function clashOf(error: unknown, mine: string): Clash | null {
  const problem = error instanceof ApiError ? error.problem : null;
  if (problem?.code !== 'report.section_changed') return null;
  const { theirs, by, version } = problem.params ?? {};
  return { theirs: String(theirs ?? ''), by: String(by ?? ''), version: Number(version ?? 0), mine };
}

type Saving = 'idle' | 'waiting' | 'saving' | 'failed';

/** Saves what is typed after a pause, one request at a time; a clash with a colleague stops it until it is settled. */
function useSavedText({ reportId, section }: EditorProps) {
  const queries = useQueryClient();
  const toast = useToast();
  const problem = useProblemText();
  const [text, setText] = useState(section.text);
  const [saved, setSaved] = useState(section);
  const [saving, setSaving] = useState<Saving>('idle');
  const [clash, setClash] = useState<Clash | null>(null);
  const isDirty = text !== saved.text;
  const busy = useRef(false);

  const save = useCallback(
    async (next: string, version: number) => {
      if (busy.current) return;
      busy.current = true;
      setSaving('saving');
      try {
        const params = { id: reportId, section: section.key };
        const done = await call(report.saveSection, { params, body: { text: next, version } });
        setSaved(done);
        setClash(null);
        setSaving('idle');
        void queries.invalidateQueries({ queryKey: keyOf(report.getReport) });
      } catch (error) {
        const found = clashOf(error, next);
        setClash(found);
        setSaving(found ? 'idle' : 'failed');
        if (!found && error instanceof ApiError && error.status >= 400 && error.status < 500)
          toast({ text: problem(error) });
      } finally {
        busy.current = false;
      }
    },
    [reportId, section.key, queries, toast, problem],
  );

  useEffect(() => {
    if (!isDirty || clash) return;
    const timer = setTimeout(() => void save(text, saved.version), saving === 'failed' ? 5000 : PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text, isDirty, clash, save, saved.version, saving]);

  // a colleague's saving arrives while nothing of ours waits: show it
  if (section.version > saved.version && !isDirty && saving === 'idle') {
    setSaved(section);
    setText(section.text);
  }

  return { text, setText, saved, setSaved, saving, isDirty, clash, setClash, save };
}

/** One part of the report: a text that saves itself. */
export function SectionEditor(props: EditorProps) {
  const t = useT(texts);
  const { section, hint } = props;
  const state = useSavedText(props);
  const [isLooking, setLooking] = useState(false);
  const { saved, saving, isDirty } = state;
  const untouched = t(saved.text === '' ? 'emptyText' : 'firstText');
  const isTouched = saved.savedBy !== null && saved.version > 1;
  const savedWords = isTouched
    ? t('savedBy', { by: saved.savedBy ?? '', at: formatDateTime(saved.savedAt) })
    : untouched;
  const words =
    saving === 'failed' ? t('unsaved') : isDirty || saving === 'saving' ? t('saving') : savedWords;
  return (
    <section className="card pad stack-sm">
      <AreaField
        label={t(`section.${section.key}`)}
        hint={hint}
        rows={Math.min(12, Math.max(3, state.text.split('\n').length + 2))}
        value={state.text}
        onChange={(event) => state.setText(event.target.value)}
        onBlur={() => {
          if (isDirty && !state.clash) void state.save(state.text, saved.version);
        }}
      />
      <div className="crumbs">
        <span className="field-hint grow" aria-live="polite">
          {words}
        </span>
        <Button kind="quiet" onClick={() => setLooking(true)}>
          {t('versions')}
        </Button>
      </div>
      {state.clash ? (
        <ConflictDialog
          clash={state.clash}
          onTheirs={(clash) => {
            state.setText(clash.theirs);
            state.setSaved({ ...saved, text: clash.theirs, version: clash.version, savedBy: clash.by });
            state.setClash(null);
          }}
          onSave={(text, clash) => {
            state.setText(text);
            void state.save(text, clash.version);
          }}
        />
      ) : null}
      {isLooking ? (
        <VersionsDialog
          reportId={props.reportId}
          sectionKey={section.key}
          onClose={() => setLooking(false)}
          onTake={(text) => {
            state.setText(text);
            setLooking(false);
          }}
        />
      ) : null}
    </section>
  );
}
