import { useSearch } from '@tanstack/react-router';
import { CitizenPage } from '../../app/citizen-shell.tsx';
import { useErrorSentence } from '../../app/error-sentence.ts';
import { useT } from '../../app/language.tsx';
import { LinkRow } from '../../ui/citizen-pieces.tsx';
import { IconBuildingBank } from '../../ui/icons.ts';
import { Notice } from '../../ui/notice.tsx';
import { ownPath } from './own-path.ts';
import { SignInVneid } from './sign-in-button.tsx';
import { texts } from './texts.ts';

export function SignInPage() {
  const t = useT(texts);
  const { ve, loi } = useSearch({ strict: false }) as { ve?: string; loi?: string };
  const sentence = useErrorSentence()(loi);
  return (
    <CitizenPage>
      <h1>{t('signIn')}</h1>
      <p className="cz-lead">{t('signInLead')}</p>
      {sentence ? (
        <Notice tone="basalt" live="alert">
          {sentence}
        </Notice>
      ) : null}
      <SignInVneid to={ownPath(ve)} />
      <Notice>{t('signInWhy')}</Notice>
      <div className="card">
        <LinkRow
          to="/can-bo"
          icon={<IconBuildingBank className="i" aria-hidden="true" />}
          heading={t('signInOfficer')}
          note={t('signInOfficerGo')}
        />
      </div>
    </CitizenPage>
  );
}
