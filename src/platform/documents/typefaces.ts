import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type FontStyle, readTypeface, type Typeface } from '#lib/pades';

const STYLES: readonly FontStyle[] = ['regular', 'bold', 'italic', 'bold-italic'];
const SUBSETS = ['latin', 'latin-ext', 'vietnamese'] as const;
const WEIGHTS: Record<FontStyle, string> = {
  regular: '400-normal',
  bold: '700-normal',
  italic: '400-italic',
  'bold-italic': '700-italic',
};
const LIBERATION: Record<FontStyle, string> = {
  regular: 'Regular',
  bold: 'Bold',
  italic: 'Italic',
  'bold-italic': 'BoldItalic',
};

type Source = (style: FontStyle) => string[];

function packageFiles(name: string): Source {
  return (style) =>
    SUBSETS.map((subset) =>
      fileURLToPath(
        import.meta.resolve(`@fontsource/${name}/files/${name}-${subset}-${WEIGHTS[style]}.woff`),
      ),
    );
}

function folderFiles(folder: string, name: (style: FontStyle) => string[]): Source {
  return (style) => name(style).map((file) => join(folder, file));
}

/**
 * The face of official documents: Times metrics when there is such a face (Tinos from the packages, Liberation Serif 2
 * from Debian's fonts-liberation2), else Noto Sans. Liberation 1 of fonts-liberation on Debian 12 lacks Vietnamese.
 */
export async function openDocumentTypeface(): Promise<Typeface> {
  const sources: [string, Source][] = [
    ['Tinos', packageFiles('tinos')],
    [
      'Liberation Serif',
      folderFiles('/usr/share/fonts/truetype/liberation2', (style) => [
        `LiberationSerif-${LIBERATION[style]}.ttf`,
      ]),
    ],
  ];
  for (const [name, source] of sources) {
    const typeface = await tryOpen(name, source);
    if (typeface) return typeface;
  }
  return openSans();
}

export async function openSans(): Promise<Typeface> {
  return openFrom('Noto Sans', packageFiles('noto-sans'));
}

async function tryOpen(name: string, source: Source): Promise<Typeface | undefined> {
  try {
    return await openFrom(name, source);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : '';
    if (code === 'ENOENT' || code === 'ERR_MODULE_NOT_FOUND') return undefined;
    throw error;
  }
}

async function openFrom(name: string, source: Source): Promise<Typeface> {
  const read = (style: FontStyle) => Promise.all(source(style).map((path) => readFile(path)));
  const [regular, bold, italic, boldItalic] = await Promise.all(STYLES.map(read));
  return readTypeface(name, {
    regular: regular ?? [],
    bold: bold ?? [],
    italic: italic ?? [],
    'bold-italic': boldItalic ?? [],
  });
}

/** Tinos or Noto Sans from a given folder of web subsets. */
export async function openTypefaceIn(folder: string, name: string): Promise<Typeface> {
  const files = (style: FontStyle) => SUBSETS.map((subset) => `${name}-${subset}-${WEIGHTS[style]}.woff`);
  return openFrom(name, folderFiles(folder, files));
}
