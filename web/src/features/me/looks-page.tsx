import { CitizenPage } from '../../app/citizen-shell.tsx';
import { useT } from '../../app/language.tsx';
import { IconEye } from '../../ui/icons.ts';
import { EmptyState } from '../../ui/states.tsx';
import { LookRow } from '../home/home-view.tsx';
import { useLooks } from './looks.ts';
import { texts } from './texts.ts';

/** Each look at my data: which office, why, when. */
export function LooksPage() {
  const t = useT(texts);
  const looks = useLooks(50);
  return (
    <CitizenPage>
      <div className="stack-sm">
        <h1>{t('looks')}</h1>
        <p className="cz-lead">{t('looksLead')}</p>
      </div>
      <div className="card">
        {looks.items.length === 0 ? (
          <EmptyState icon={IconEye} title={t('looksNone')} />
        ) : (
          <ul className="rows">
            {looks.items.map((look) => (
              <LookRow key={look.id} look={look} />
            ))}
          </ul>
        )}
      </div>
      <p className="cz-help">{t('looksAsk')}</p>
    </CitizenPage>
  );
}
