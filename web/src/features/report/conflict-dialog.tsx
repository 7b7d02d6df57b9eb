import { useState } from 'react';
import { useT } from '../../app/language.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { AreaField } from '../../ui/field.tsx';
import { texts } from './texts.ts';

export type Clash = { theirs: string; by: string; version: number; mine: string };
type ConflictProps = {
  clash: Clash;
  onTheirs: (clash: Clash) => void;
  onSave: (text: string, clash: Clash) => void;
};

/** Both texts side by side, and one to be saved: nothing of either is lost. */
export function ConflictDialog({ clash, onTheirs, onSave }: ConflictProps) {
  const t = useT(texts);
  const { by } = clash;
  const [text, setText] = useState(`${clash.theirs}\n${clash.mine}`.trim());
  return (
    <Dialog
      open
      onClose={() => onTheirs(clash)}
      title={t('conflict.title')}
      foot={
        <>
          <Button onClick={() => onTheirs(clash)}>{t('conflict.keepTheirs', { by })}</Button>
          <Button kind="filled" onClick={() => onSave(text, clash)}>
            {t('conflict.save')}
          </Button>
        </>
      }
    >
      <div className="stack">
        <p>{t('conflict.text', { by })}</p>
        <AreaField label={t('conflict.theirs', { by })} rows={4} readOnly value={clash.theirs} />
        <AreaField label={t('conflict.mine')} rows={4} readOnly value={clash.mine} />
        <AreaField
          label={t('conflict.joined')}
          rows={6}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </div>
    </Dialog>
  );
}
