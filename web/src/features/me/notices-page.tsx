import { CitizenPage } from '../../app/citizen-shell.tsx';
import { useT } from '../../app/language.tsx';
import { IconBell } from '../../ui/icons.ts';
import { EmptyState } from '../../ui/states.tsx';
import { texts } from './texts.ts';

export function NoticesPage() {
  const t = useT(texts);
  return (
    <CitizenPage>
      <h1>{t('notices')}</h1>
      <div className="card">
        <EmptyState icon={IconBell} title={t('noticesNone')}>
          {t('noticesNoneText')}
        </EmptyState>
      </div>
    </CitizenPage>
  );
}
