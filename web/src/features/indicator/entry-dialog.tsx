import { useState } from 'react';
import * as indicator from '#contract/indicator';
import { type InputOf, call } from '../../app/api.ts';
import { useT } from '../../app/language.tsx';
import { useNow } from '../../app/now.ts';
import { useProblemText } from '../../app/problem.tsx';
import { Button } from '../../ui/button.tsx';
import { DateField } from '../../ui/date-field.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { AreaField, TextField } from '../../ui/field.tsx';
import { FileDrop, type FileLine } from '../../ui/file-drop.tsx';
import { legalDay } from '../../ui/format.ts';
import { SelectField } from '../../ui/select-field.tsx';
import { useToast } from '../../ui/toast.tsx';
import { readNumber } from './show.ts';
import { texts } from './texts.ts';

type EntryProps = {
  row: indicator.IndicatorRow;
  units: readonly { id: string; name: string }[];
  replaces: indicator.TypedFigure | null;
  onClose: () => void;
  onDone: () => void;
};

type Entry = { unitId: string; on: string; part: string; whole: string; note: string };

function firstEntry({ units, replaces }: EntryProps, today: string): Entry {
  return {
    unitId: replaces?.unit.id ?? units[0]?.id ?? '',
    on: replaces?.period.from ?? today,
    part: replaces ? String(replaces.numerator).replace('.', ',') : '',
    whole: replaces?.denominator == null ? '' : String(replaces.denominator).replace('.', ','),
    note: replaces?.note ?? '',
  };
}

const TWENTY_MB = 20 * 1024 * 1024;

async function sendEvidence(id: string, file: File): Promise<void> {
  const body = new FormData();
  body.append('file', file);
  const input = { params: { id }, body } as unknown as InputOf<typeof indicator.attachEvidence>;
  await call(indicator.attachEvidence, input);
}

type Faults = { part?: string; whole?: string };

/** The entry as numbers, or what is wrong with it. */
function readEntry(
  entry: Entry,
  hasWhole: boolean,
  sentence: string,
): { faults: Faults } | { numerator: number; denominator: number | null } {
  const numerator = readNumber(entry.part);
  const denominator = hasWhole ? readNumber(entry.whole) : null;
  const isWholeWrong = hasWhole && denominator === null;
  if (numerator !== null && !isWholeWrong) return { numerator, denominator };
  return {
    faults: {
      ...(numerator === null ? { part: sentence } : {}),
      ...(isWholeWrong ? { whole: sentence } : {}),
    },
  };
}

/** Saves the entry, then its evidence. */
function useEntry(props: EntryProps) {
  const { row, replaces, onDone } = props;
  const t = useT(texts);
  const toast = useToast();
  const problem = useProblemText();
  const [fault, setFault] = useState<Faults>({});
  const [busy, setBusy] = useState(false);
  const save = async (entry: Entry, file: File | null) => {
    const read = readEntry(entry, row.hasDenominator, t('typed.number'));
    if ('faults' in read) return setFault(read.faults);
    setFault({});
    setBusy(true);
    try {
      const { unitId, on, note } = entry;
      const place = replaces?.place ?? null;
      const body = { unitId, on, note, ...read, replacesId: replaces?.id ?? null, place };
      const done = await call(indicator.enterFigure, { params: { key: row.key }, body });
      if (file) await sendEvidence(done.id, file);
      toast({ text: t('typed.saved') });
      onDone();
    } catch (error) {
      toast({ text: problem(error) });
    } finally {
      setBusy(false);
    }
  };
  return { fault, busy, save };
}

/** Types the figure of a period, or corrects one: the earlier stays on record. */
export function EntryDialog(props: EntryProps) {
  const { row, units, replaces, onClose } = props;
  const t = useT(texts);
  const today = legalDay(useNow());
  const [entry, setEntry] = useState(() => firstEntry(props, today));
  const [file, setFile] = useState<File | null>(null);
  const { fault, busy, save } = useEntry(props);
  const change = (part: Partial<Entry>) => setEntry((now) => ({ ...now, ...part }));
  const lines: FileLine[] = file ? [{ id: 'file', name: file.name, size: file.size, state: 'sent' }] : [];
  return (
    <Dialog
      open
      onClose={onClose}
      title={t(replaces ? 'typed.correct' : 'typed.add')}
      foot={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button kind="filled" busy={busy} onClick={() => void save(entry, file)}>
            {t('save')}
          </Button>
        </>
      }
    >
      <div className="stack">
        <SelectField
          label={t('unit')}
          value={entry.unitId}
          onChange={(unitId) => change({ unitId })}
          options={(replaces ? [replaces.unit] : units).map((one) => ({ value: one.id, label: one.name }))}
        />
        <DateField label={t('typed.day')} value={entry.on} onChange={(on) => change({ on })} max={today} />
        <Amounts row={row} entry={entry} fault={fault} change={change} />
        <AreaField
          label={t('typed.note')}
          optional
          value={entry.note}
          onChange={(event) => change({ note: event.target.value })}
        />
        <FileDrop
          label={t('typed.evidence')}
          hint={t('typed.evidenceHint')}
          optional
          maxBytes={TWENTY_MB}
          files={lines}
          onAdd={(files) => setFile(files[0] ?? null)}
          onRemove={() => setFile(null)}
        />
      </div>
    </Dialog>
  );
}

type AmountsProps = {
  row: indicator.IndicatorRow;
  entry: Entry;
  fault: Faults;
  change: (part: Partial<Entry>) => void;
};

function Amounts({ row, entry, fault, change }: AmountsProps) {
  const t = useT(texts);
  return (
    <>
      <TextField
        label={row.hasDenominator ? t('numerator') : t('typed.value')}
        inputMode="decimal"
        value={entry.part}
        error={fault.part}
        onChange={(event) => change({ part: event.target.value })}
      />
      {row.hasDenominator ? (
        <TextField
          label={t('denominator')}
          inputMode="decimal"
          value={entry.whole}
          error={fault.whole}
          onChange={(event) => change({ whole: event.target.value })}
        />
      ) : null}
    </>
  );
}
