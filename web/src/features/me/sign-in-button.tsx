import { useT } from '../../app/language.tsx';
import { ButtonAnchor } from '../../ui/button.tsx';
import { IconDeviceMobile } from '../../ui/icons.ts';
import { texts } from './texts.ts';

/** Leaves the app for the national sign-in and comes back to `to`. */
export function SignInVneid({ to = '/' }: { to?: string }) {
  const t = useT(texts);
  return (
    <ButtonAnchor
      kind="filled"
      main
      icon={<IconDeviceMobile className="i" aria-hidden="true" />}
      href={`/api/v1/identity/vneid/start?returnTo=${encodeURIComponent(to)}`}
    >
      {t('signInVneid')}
    </ButtonAnchor>
  );
}
