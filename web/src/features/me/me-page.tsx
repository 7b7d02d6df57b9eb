import { CitizenPage } from '../../app/citizen-shell.tsx';
import { useT } from '../../app/language.tsx';
import { useSession } from '../../app/session.ts';
import { Settings } from '../../app/settings.tsx';
import { signOut } from '../../app/sign-out.ts';
import { texts as appTexts } from '../../app/texts.ts';
import { Button } from '../../ui/button.tsx';
import { LinkRow, Section } from '../../ui/citizen-pieces.tsx';
import {
  IconBell,
  IconCashBanknote,
  IconEye,
  IconHeartHandshake,
  IconLogout,
  IconShieldCheck,
  IconUsers,
} from '../../ui/icons.ts';
import { ActFor } from '../mandate/act-for.tsx';
import { SignInVneid } from './sign-in-button.tsx';
import { texts } from './texts.ts';

export function MePage() {
  const t = useT(texts);
  const app = useT(appTexts);
  const { session } = useSession();
  return (
    <CitizenPage>
      <h1>{session ? session.name : t('title')}</h1>
      {session ? (
        <div className="card rows">
          <LinkRow
            to="/thong-bao"
            icon={<IconBell className="i" aria-hidden="true" />}
            heading={t('notices')}
          />
          <LinkRow
            to="/thanh-toan"
            icon={<IconCashBanknote className="i" aria-hidden="true" />}
            heading={t('payments')}
          />
          <LinkRow to="/ai-da-xem" icon={<IconEye className="i" aria-hidden="true" />} heading={t('looks')} />
          <LinkRow
            to="/xac-minh"
            icon={<IconShieldCheck className="i" aria-hidden="true" />}
            heading={t('verify')}
          />
          <LinkRow
            to="/dong-y"
            icon={<IconHeartHandshake className="i" aria-hidden="true" />}
            heading={t('consents')}
          />
          <LinkRow
            to="/uy-quyen"
            icon={<IconUsers className="i" aria-hidden="true" />}
            heading={t('authorisations')}
          />
        </div>
      ) : (
        <SignInVneid to="/toi" />
      )}
      {session ? <ActFor /> : null}
      <Section title={t('settings')}>
        <Settings />
      </Section>
      {session ? (
        <Button icon={<IconLogout className="i" aria-hidden="true" />} onClick={() => void signOut()}>
          {app('nav.signOut')}
        </Button>
      ) : null}
    </CitizenPage>
  );
}
