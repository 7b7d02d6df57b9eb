import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { type Dossier, getDossier, judgeComponent } from '#contract/dossier';
import { keyOf, useWrite } from '../../app/api.ts';
import { usePick, useT } from '../../app/language.tsx';
import { useProblemText } from '../../app/problem.tsx';
import { Button, ButtonAnchor } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { AreaField } from '../../ui/field.tsx';
import { formatBytes } from '../../ui/format.ts';
import { IconCheck, IconFileText, IconX } from '../../ui/icons.ts';
import { Notice } from '../../ui/notice.tsx';
import { texts } from './texts.ts';

type Props = { dossier: Dossier; componentKey: string | null; onClose: () => void };

/** Look at the files of one component and say whether it is valid. */
export function ComponentDialog({ dossier, componentKey, onClose }: Props) {
  const t = useT(texts);
  const pick = usePick();
  const queries = useQueryClient();
  const textOf = useProblemText();
  const [note, setNote] = useState('');
  const component = dossier.components.find((one) => one.key === componentKey);
  const write = useWrite(judgeComponent, {
    onSuccess: (next) => {
      queries.setQueryData(keyOf(getDossier, { params: { id: dossier.id } }), next);
      setNote('');
      onClose();
    },
  });
  const judge = (verdict: 'valid' | 'invalid') =>
    write.mutate({
      input: {
        params: { id: dossier.id, component: componentKey ?? '' },
        body: { version: dossier.version, verdict, note },
      },
    });
  return (
    <Dialog
      open={component !== undefined}
      onClose={onClose}
      title={component ? pick(component.name) : t('look.title')}
      foot={
        dossier.actions.includes('judge') ? (
          <>
            <Button
              kind="filled"
              busy={write.isPending}
              icon={<IconCheck className="i" aria-hidden="true" />}
              onClick={() => judge('valid')}
            >
              {t('look.valid')}
            </Button>
            <Button
              kind="refusing"
              busy={write.isPending}
              icon={<IconX className="i" aria-hidden="true" />}
              onClick={() => judge('invalid')}
            >
              {t('look.invalid')}
            </Button>
          </>
        ) : undefined
      }
    >
      {component ? (
        <div className="stack">
          {component.statement ? <p>{pick(component.statement)}</p> : null}
          {write.error ? <Notice tone="basalt">{textOf(write.error)}</Notice> : null}
          {component.attachments.map((file) => (
            <ButtonAnchor
              key={file.id}
              href={`/api/v1/dossiers/${dossier.id}/documents/${file.id}`}
              target="_blank"
              rel="noopener"
              icon={<IconFileText className="i" aria-hidden="true" />}
            >
              {t('look.open', { name: file.fileName })} ({formatBytes(file.bytes)})
            </ButtonAnchor>
          ))}
          {dossier.actions.includes('judge') ? (
            <AreaField
              label={t('look.note')}
              optional
              value={note}
              onChange={(event) => setNote(event.target.value)}
            />
          ) : null}
        </div>
      ) : null}
    </Dialog>
  );
}
