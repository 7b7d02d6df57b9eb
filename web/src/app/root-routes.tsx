import { createRootRoute, createRoute, lazyRouteComponent, Outlet } from '@tanstack/react-router';
import { NotFound, PageFailed } from './fallback.tsx';
import { SessionProvider } from './session-provider.tsx';

/** What the address bar holds after the question mark. */
export type Search = Record<string, unknown>;
/** A text of the address bar; a number there is read as text too. */
export const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : typeof value === 'number' ? String(value) : undefined;
export const root = createRootRoute({
  component: () => (
    <SessionProvider>
      <Outlet />
    </SessionProvider>
  ),
  notFoundComponent: NotFound,
  errorComponent: PageFailed,
});

export const office = createRoute({
  getParentRoute: () => root,
  path: '/can-bo',
  component: lazyRouteComponent(() => import('./office-shell.tsx'), 'OfficeRoom'),
});
