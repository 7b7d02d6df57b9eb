import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium } from 'playwright-core';

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export type Screen = { width: number; height: number; scale?: number; dark?: boolean; mobile?: boolean };
export const phone: Screen = { width: 360, height: 800, scale: 2, mobile: true };
export const desktop: Screen = { width: 1440, height: 900 };

/** A camera that plays a film (.y4m) over and over, and is allowed without asking. */
const cameraFlags = (film: string): string[] => [
  '--use-fake-device-for-media-stream',
  '--use-fake-ui-for-media-stream',
  `--use-file-for-fake-video-capture=${film}`,
];

/** Debian's Chromium with a profile of its own; `close` removes the profile. */
export async function openBrowser(film?: string): Promise<{
  newContext: (screen: Screen) => Promise<BrowserContext>;
  close: () => Promise<void>;
}> {
  const profile = await mkdtemp(join(tmpdir(), 'serepok-chromium-'));
  const browser = await chromium.launch({
    executablePath: process.env.SEREPOK_CHROMIUM ?? '/usr/bin/chromium',
    headless: true,
    args: film === undefined ? flags : [...flags, ...cameraFlags(film)],
    env: { ...process.env, HOME: profile },
  });
  return {
    newContext: (screen) =>
      browser.newContext({
        viewport: { width: screen.width, height: screen.height },
        deviceScaleFactor: screen.scale ?? 1,
        colorScheme: screen.dark ? 'dark' : 'light',
        hasTouch: screen.mobile ?? false,
        locale: 'vi-VN',
        timezoneId: 'Asia/Ho_Chi_Minh',
        reducedMotion: 'reduce',
        serviceWorkers: 'block',
      }),
    close: async () => {
      await browser.close();
      await rm(profile, { recursive: true, force: true });
    },
  };
}
