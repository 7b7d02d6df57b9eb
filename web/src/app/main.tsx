import '@mantine/core/styles/default-css-variables.css';
import '../ui/styles/fonts.css';
import '../ui/styles/tokens.css';
import '../ui/styles/base.css';
import '../ui/styles/fields.css';
import '../ui/styles/pieces.css';
import '../ui/styles/citizen.css';
import { MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { type ReactNode, StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { KeysProvider } from '../ui/keys.tsx';
import { ToastProvider } from '../ui/toast.tsx';
import { ApiError } from './api.ts';
import { LanguageProvider } from './language.tsx';
import { router } from './router.tsx';
import { ThemeProvider, useTheme } from './theme.tsx';
import { NewVersion } from './new-version.tsx';

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      networkMode: 'offlineFirst',
      retry: (count, error) =>
        count < 2 && !(error instanceof ApiError && error.status >= 400 && error.status < 500),
    },
    mutations: { networkMode: 'always' },
  },
});

/** Mantine's variables stand in CSS files of ours: nothing is injected as <style>, so the policy can be strict. */
function Mantine({ children }: { children: ReactNode }) {
  const { shown } = useTheme();
  return (
    <MantineProvider forceColorScheme={shown} withCssVariables={false} withGlobalClasses={false}>
      {children}
    </MantineProvider>
  );
}

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');
createRoot(root).render(
  <StrictMode>
    <LanguageProvider>
      <ThemeProvider>
        <Mantine>
          <QueryClientProvider client={queries}>
            <KeysProvider>
              <ToastProvider>
                <RouterProvider router={router} />
                <NewVersion />
              </ToastProvider>
            </KeysProvider>
          </QueryClientProvider>
        </Mantine>
      </ThemeProvider>
    </LanguageProvider>
  </StrictMode>,
);
