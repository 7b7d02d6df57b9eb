import { type DragEvent, useId, useState } from 'react';
import { useT } from '../app/language.tsx';
import { texts } from '../app/texts.ts';
import { IconButton } from './button.tsx';
import { Field, type FieldProps } from './field.tsx';
import { formatBytes } from './format.ts';
import { IconCircleCheck, IconFileText, IconTrash, IconUpload } from './icons.ts';

export type FileLine = {
  id: string;
  name: string;
  size: number;
  state: 'sending' | 'sent' | 'failed';
  error?: string;
};
type FileDropProps = FieldProps & {
  id?: string;
  files: readonly FileLine[];
  onAdd: (files: File[]) => void;
  onRemove: (id: string) => void;
  maxBytes?: number;
  multiple?: boolean;
};
const ACCEPT = ['application/pdf', 'image/jpeg', 'image/png'];
const TEN_MB = 10 * 1024 * 1024;

/** Picks or photographs a paper. The server decides by content; here we only spare the person a useless upload. */
export function FileDrop({ label, hint, error, optional, source, ...drop }: FileDropProps) {
  const t = useT(texts);
  const [refused, setRefused] = useState<string | null>(null);
  const [over, setOver] = useState(false);
  const made = useId();
  const maxBytes = drop.maxBytes ?? TEN_MB;
  const mb = Math.round(maxBytes / 1024 / 1024);
  const add = (list: FileList | null) => {
    const files = [...(list ?? [])];
    const large = files.find((file) => file.size > maxBytes);
    const wrong = files.find((file) => !ACCEPT.includes(file.type));
    if (large) setRefused(t('file.tooLarge', { name: large.name, mb }));
    else if (wrong) setRefused(t('file.wrongType', { name: wrong.name }));
    else {
      setRefused(null);
      drop.onAdd(files);
    }
  };
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    add(event.dataTransfer.files);
  };
  return (
    <Field
      {...{ label, optional, source }}
      id={drop.id ?? made}
      hint={hint}
      error={error ?? refused ?? undefined}
    >
      {(ids) => (
        <>
          <div
            className="filedrop"
            data-over={over}
            onDragOver={(event) => {
              event.preventDefault();
              setOver(true);
            }}
            onDragLeave={() => setOver(false)}
            onDrop={onDrop}
          >
            <IconUpload className="i" aria-hidden="true" />
            <span>
              <strong>{t('file.drop')}</strong>
              <small>{t('file.limits', { mb })}</small>
            </span>
            <input
              type="file"
              accept={ACCEPT.join(',')}
              multiple={drop.multiple}
              onChange={(event) => {
                add(event.target.files);
                event.target.value = '';
              }}
              {...ids}
            />
          </div>
          <FileList files={drop.files} onRemove={drop.onRemove} />
        </>
      )}
    </Field>
  );
}

function FileList({ files, onRemove }: { files: readonly FileLine[]; onRemove: (id: string) => void }) {
  const t = useT(texts);
  if (files.length === 0) return null;
  const words = { sending: t('file.sending'), sent: t('file.sent'), failed: t('file.failed') };
  return (
    <ul className="card rows filelist" aria-live="polite">
      {files.map((file) => (
        <li key={file.id}>
          {file.state === 'sent' ? (
            <IconCircleCheck className="i src-leaf" aria-hidden="true" />
          ) : (
            <IconFileText className="i" aria-hidden="true" />
          )}
          <span className="grow">
            <span className="name">{file.name}</span>
            <small className={file.state === 'failed' ? 'failed' : undefined}>
              {formatBytes(file.size)} · {file.error ?? words[file.state]}
            </small>
          </span>
          <IconButton label={t('file.removeOne', { name: file.name })} onClick={() => onRemove(file.id)}>
            <IconTrash className="i" aria-hidden="true" />
          </IconButton>
        </li>
      ))}
    </ul>
  );
}
