import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { weaveImage } from './weave.ts';

export interface Asset {
  path: string;
  type: string;
  body: Buffer;
}

const SUBSETS = ['latin', 'latin-ext', 'vietnamese'] as const;
const WEIGHTS = [400, 600] as const;

const RANGES: Record<(typeof SUBSETS)[number], string> = {
  latin: 'U+0000-00FF,U+0131,U+0152-0153,U+02C6,U+02DA,U+02DC,U+2000-206F,U+20AC,U+2122,U+2212,U+2215',
  'latin-ext': 'U+0100-02BA,U+02BD-02C5,U+02C7-02CC,U+1D00-1DBF,U+1E00-1E9F,U+1EF2-1EFF',
  vietnamese:
    'U+0102-0103,U+0110-0111,U+0128-0129,U+0168-0169,U+01A0-01A1,U+01AF-01B0,U+0300-0301,U+0303-0304,U+0308-0309,U+0323,U+0329,U+1EA0-1EF9,U+20AB',
};

let kept: Asset[] | undefined;

/** Style sheet and Noto Sans, so that a sandbox page needs nothing from outside. */
export function kitAssets(): Asset[] {
  kept ??= loadAssets();
  return kept;
}

function loadAssets(): Asset[] {
  const fonts = SUBSETS.flatMap((subset) => WEIGHTS.map((weight) => ({ subset, weight })));
  const faces = fonts.map(
    ({ subset, weight }) =>
      `@font-face{font-family:"Noto Sans";font-weight:${weight};font-display:swap;src:url(/kit/${subset}-${weight}.woff2) format("woff2");unicode-range:${RANGES[subset]}}`,
  );
  const sheet = readFileSync(fileURLToPath(new URL('./kit.css', import.meta.url)), 'utf8');
  const weave = `:root{--weave:url("${weaveImage()}")}`;
  return [
    {
      path: '/kit/kit.css',
      type: 'text/css; charset=utf-8',
      body: Buffer.from([...faces, weave, sheet].join('\n')),
    },
    ...fonts.map(({ subset, weight }) => ({
      path: `/kit/${subset}-${weight}.woff2`,
      type: 'font/woff2',
      body: readFileSync(
        fileURLToPath(
          import.meta.resolve(`@fontsource/noto-sans/files/noto-sans-${subset}-${weight}-normal.woff2`),
        ),
      ),
    })),
  ];
}
