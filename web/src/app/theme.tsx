import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useState } from 'react';

export type Theme = 'light' | 'dark' | 'system';
export type Room = 'citizen' | 'office' | 'desk' | 'kiosk' | 'wall';

const STORED = 'serepok.theme';
const ThemeContext = createContext<{
  theme: Theme;
  shown: 'light' | 'dark';
  setTheme: (theme: Theme) => void;
}>({ theme: 'system', shown: 'light', setTheme: () => undefined });

function remembered(): Theme {
  try {
    const stored = localStorage.getItem(STORED);
    return stored === 'light' || stored === 'dark' ? stored : 'system';
  } catch {
    return 'system';
  }
}

export function ThemeProvider({ children }: { children: ReactNode }) {
  const [theme, setState] = useState<Theme>(remembered);
  const [systemDark, setSystemDark] = useState(() => matchMedia('(prefers-color-scheme: dark)').matches);
  useEffect(() => {
    const query = matchMedia('(prefers-color-scheme: dark)');
    const listen = () => setSystemDark(query.matches);
    query.addEventListener('change', listen);
    return () => query.removeEventListener('change', listen);
  }, []);
  const shown = theme === 'dark' || (theme === 'system' && systemDark) ? 'dark' : 'light';
  useEffect(() => {
    document.documentElement.dataset.theme = shown;
    document.documentElement.dataset.mantineColorScheme = shown;
  }, [shown]);
  const setTheme = useCallback((next: Theme) => {
    try {
      localStorage.setItem(STORED, next);
    } catch {
      /* private window */
    }
    setState(next);
  }, []);
  const value = useMemo(() => ({ theme, shown, setTheme }) as const, [theme, shown, setTheme]);
  return <ThemeContext.Provider value={value}>{children}</ThemeContext.Provider>;
}

export function useTheme() {
  return useContext(ThemeContext);
}

/** The room decides sizes: text, targets, titles. */
export function useRoom(room: Room) {
  useEffect(() => {
    const before = document.body.dataset.room;
    document.body.dataset.room = room;
    return () => {
      document.body.dataset.room = before ?? 'citizen';
    };
  }, [room]);
}
