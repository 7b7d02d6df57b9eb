import { useEffect, useState } from 'react';
import { registerSW } from 'virtual:pwa-register';
import { Button } from '../ui/button.tsx';
import { useT } from './language.tsx';
import { texts } from './texts.ts';

/** A new version is offered, never forced: somebody may be in the middle of a form. */
export function NewVersion() {
  const t = useT(texts);
  const [load, setLoad] = useState<(() => Promise<void>) | null>(null);
  useEffect(() => {
    if (import.meta.env.DEV) return;
    const update = registerSW({ onNeedRefresh: () => setLoad(() => () => update(true)) });
  }, []);
  if (!load) return null;
  return (
    <output className="toasts">
      <div className="toast">
        <span>{t('state.newVersion')}</span>
        <Button kind="outline" onClick={() => void load()}>
          {t('state.reload')}
        </Button>
      </div>
    </output>
  );
}
