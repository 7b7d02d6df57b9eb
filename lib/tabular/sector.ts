import { fold } from '#lib/vietnamese';
import { sectorWords } from './fields.ts';
import type { Header } from './header.ts';
import type { TabularNotice } from './notice.ts';
import { type Sector, sectorTexts } from './texts.ts';

export interface SectorGuess {
  readonly sector?: Sector;
  /** 0…1: how much clearer than the next. */
  readonly confidence: number;
}

/** Which sector a list comes from, by its title rows and the names of its columns. */
export function guessSector(header: Header): SectorGuess {
  const titles = header.columns.map(({ title }) => fold(title));
  const above = header.above.flatMap(({ cells }) => cells.map((cell) => fold(cell)));
  const scores = (Object.keys(sectorWords) as Sector[]).map((sector) => {
    const count = (texts: readonly string[]) => texts.filter((text) => sectorWords[sector].test(text)).length;
    return { sector, score: 2 * Math.min(1, count(above)) + Math.min(3, count(titles)) };
  });
  const [best, next] = scores.sort((a, b) => b.score - a.score);
  if (!best || best.score === 0) return { confidence: 0 };
  return { sector: best.sector, confidence: (best.score - (next?.score ?? 0)) / best.score };
}

/** Says so when a list looks like one of another sector than the one it was uploaded for. */
export function checkSector(header: Header, expected: Sector): TabularNotice[] {
  const { sector, confidence } = guessSector(header);
  if (sector === undefined || sector === expected || confidence < 0.5) return [];
  const params = { found: sectorTexts[sector].vi, expected: sectorTexts[expected].vi };
  return [{ code: 'wrong_sector', severity: 'warning', params }];
}
