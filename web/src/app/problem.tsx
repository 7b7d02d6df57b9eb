import { useT } from './language.tsx';
import { ApiError } from './api.ts';
import { texts } from './texts.ts';
import { ErrorState } from '../ui/states.tsx';
import { ButtonLink } from '../ui/button.tsx';
import { EmptyState } from '../ui/states.tsx';
import { IconLock } from '../ui/icons.ts';

/** The server's sentence when it sent one; else what is true of our side. */
export function useProblemText(): (error: unknown) => string {
  const t = useT(texts);
  return (error) => {
    if (!(error instanceof ApiError)) return t('error.unknown');
    if (error.problem) return error.problem.title;
    return t(error.status === 0 || error.status >= 502 ? 'error.network' : 'error.unknown');
  };
}

/** An error of a page: sign-in asked for when that is what is missing. */
export function PageError({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const t = useT(texts);
  const textOf = useProblemText();
  const problem = error instanceof ApiError ? error : null;
  if (problem?.status === 401) {
    return (
      <EmptyState
        icon={IconLock}
        title={t('error.signIn')}
        action={
          <ButtonLink kind="filled" to="/dang-nhap" search={{ ve: location.pathname + location.search }}>
            {t('nav.signIn')}
          </ButtonLink>
        }
      >
        {t('error.signInText')}
      </EmptyState>
    );
  }
  if (problem?.status === 404)
    return <ErrorState title={t('error.notFound')} text={t('error.notFoundText')} />;
  return <ErrorState text={textOf(error)} reference={problem?.problem?.requestId} onRetry={onRetry} />;
}

/** Field errors of a refused input, by the last part of their path. */
export function fieldErrorsOf(error: unknown): Record<string, string> {
  const fields = error instanceof ApiError ? (error.problem?.fields ?? []) : [];
  return Object.fromEntries(fields.map((field) => [field.path.replace(/^body\./, ''), field.message]));
}
