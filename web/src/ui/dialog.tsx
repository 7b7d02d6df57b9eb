import { type ReactNode, useEffect, useId, useRef } from 'react';
import { useT } from '../app/language.tsx';
import { texts } from '../app/texts.ts';
import { IconButton } from './button.tsx';
import { IconX } from './icons.ts';

type DialogProps = {
  open: boolean;
  onClose: () => void;
  title: string;
  children: ReactNode;
  foot?: ReactNode;
};

/** The browser's own modal dialog: focus kept inside, Escape closes, no style injected. Never one on another. */
export function Dialog({ open, onClose, title, children, foot }: DialogProps) {
  const t = useT(texts);
  const ref = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useEffect(() => {
    const dialog = ref.current;
    if (!dialog) return;
    if (open && !dialog.open) {
      dialog.showModal();
      dialog.querySelector<HTMLElement>('.dlg-body :is(input, textarea, select)')?.focus();
    }
    if (!open && dialog.open) dialog.close();
  }, [open]);
  return (
    <dialog ref={ref} className="dlg" aria-labelledby={titleId} onClose={onClose}>
      {open ? (
        <>
          <div className="dlg-head">
            <h2 id={titleId}>{title}</h2>
            <IconButton label={t('action.close')} onClick={onClose}>
              <IconX className="i" aria-hidden="true" />
            </IconButton>
          </div>
          <div className="dlg-body">{children}</div>
          {foot ? <div className="dlg-foot">{foot}</div> : null}
        </>
      ) : null}
    </dialog>
  );
}
