import { ButtonLink } from '../ui/button.tsx';
import { EmptyState } from '../ui/states.tsx';
import { useT } from './language.tsx';
import { PageError } from './problem.tsx';
import { texts } from './texts.ts';

export function NotFound() {
  const t = useT(texts);
  return (
    <main id="noi-dung" className="ogate" tabIndex={-1}>
      <h1 className="sr">{t('error.notFound')}</h1>
      <EmptyState
        title={t('error.notFound')}
        action={
          <ButtonLink kind="filled" to="/">
            {t('nav.home')}
          </ButtonLink>
        }
      >
        {t('error.notFoundText')}
      </EmptyState>
    </main>
  );
}

export function PageFailed({ error, reset }: { error: unknown; reset: () => void }) {
  const t = useT(texts);
  return (
    <main id="noi-dung" className="ogate" tabIndex={-1}>
      <h1 className="sr">{t('error.title')}</h1>
      <PageError error={error} onRetry={reset} />
    </main>
  );
}
