import { useLanguage, useT } from './language.tsx';
import { texts } from './texts.ts';
import { type Theme, useTheme } from './theme.tsx';

const themes: readonly Theme[] = ['light', 'dark', 'system'];

/** Language and appearance; kept on this device. */
export function Settings() {
  const t = useT(texts);
  const { language, setLanguage } = useLanguage();
  const { theme, setTheme } = useTheme();
  return (
    <div className="cluster">
      <fieldset className="segmented" aria-label={t('settings.language')}>
        <button type="button" lang="vi" aria-pressed={language === 'vi'} onClick={() => setLanguage('vi')}>
          Tiếng Việt
        </button>
        <button type="button" lang="en" aria-pressed={language === 'en'} onClick={() => setLanguage('en')}>
          English
        </button>
      </fieldset>
      <fieldset className="segmented" aria-label={t('settings.theme')}>
        {themes.map((one) => (
          <button key={one} type="button" aria-pressed={theme === one} onClick={() => setTheme(one)}>
            {t(`settings.${one}`)}
          </button>
        ))}
      </fieldset>
    </div>
  );
}
