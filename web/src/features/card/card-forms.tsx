import { useState } from 'react';
import type { PrintedAccess, TypedEntry } from './check-steps.ts';
import { useT } from '../../app/language.tsx';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/field.tsx';
import { Notice } from '../../ui/notice.tsx';
import { texts } from './texts.ts';

/** Manual entry: recorded as the weakest evidence, and looks it. */
export function TypedForm({ onDone, onClose }: { onDone: (entry: TypedEntry) => void; onClose: () => void }) {
  const t = useT(texts);
  const [entry, setEntry] = useState<TypedEntry>({ number: '', fullName: '', birth: '' });
  const field = (name: keyof TypedEntry) => ({
    value: entry[name],
    autoComplete: 'off',
    onChange: (event: { target: { value: string } }) => setEntry({ ...entry, [name]: event.target.value }),
  });
  return (
    <form
      className="card stack card-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (entry.number.trim() && entry.fullName.trim()) onDone(entry);
      }}
    >
      <Notice tone="amber">
        <p>{t('typedWarning')}</p>
      </Notice>
      <TextField label={t('number')} inputMode="numeric" required {...field('number')} />
      <TextField label={t('fullName')} required {...field('fullName')} />
      <TextField label={t('birth')} hint={t('dateHint')} optional inputMode="numeric" {...field('birth')} />
      <div className="row">
        <Button kind="outline" type="submit">
          {t('typedGo')}
        </Button>
        <Button kind="quiet" onClick={onClose}>
          {t('cancel')}
        </Button>
      </div>
    </form>
  );
}

/** Opens the chip by what is printed on the card, when its QR code cannot be read. */
export function PrintedForm({
  onDone,
  onClose,
}: {
  onDone: (access: PrintedAccess) => void;
  onClose: () => void;
}) {
  const t = useT(texts);
  const [access, setAccess] = useState<PrintedAccess>({});
  const field = (name: keyof PrintedAccess) => ({
    value: access[name] ?? '',
    autoComplete: 'off',
    inputMode: 'numeric' as const,
    onChange: (event: { target: { value: string } }) => setAccess({ ...access, [name]: event.target.value }),
  });
  const isComplete = Boolean((access.number && access.birth && access.expiry) || access.can);
  return (
    <form
      className="card stack card-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (isComplete) onDone(access);
      }}
    >
      <TextField label={t('number')} {...field('number')} />
      <TextField label={t('birth')} hint={t('dateHint')} {...field('birth')} />
      <TextField label={t('expiry')} hint={t('dateHint')} {...field('expiry')} />
      <TextField label={t('can')} short {...field('can')} />
      <div className="row">
        <Button kind="filled" type="submit" aria-disabled={!isComplete || undefined}>
          {t('printedGo')}
        </Button>
        <Button kind="quiet" onClick={onClose}>
          {t('cancel')}
        </Button>
      </div>
    </form>
  );
}
