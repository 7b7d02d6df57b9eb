import type { BoundaryProblem } from '#lib/province-map';
import type { Alert } from './contract-shapes.ts';

export interface Limit {
  readonly side: 'below' | 'above';
  readonly value: number;
}

/** A figure across its bound; what is not known crosses nothing. */
export function crosses(value: number | null, bound: Limit): boolean {
  if (value === null) return false;
  return bound.side === 'below' ? value < bound.value : value > bound.value;
}

export interface Finding {
  readonly kind: Alert['kind'];
  readonly indicator: string;
  readonly place: string;
  readonly title: { readonly vi: string; readonly en: string };
  readonly value: number | null;
  readonly bound: number | null;
  readonly side: 'below' | 'above' | null;
  readonly owner: string;
}
export interface Running {
  readonly id: string;
  readonly kind: string;
  readonly indicator: string;
  readonly place: string;
}

export const keyOfAlert = (one: { kind: string; indicator: string; place: string }) =>
  `${one.kind}|${one.indicator}|${one.place}`;

/** What to raise, what still stands, what has settled by itself: only what was judged now can have settled. */
export function settleAlerts(
  findings: readonly Finding[],
  running: readonly Running[],
  judged: ReadonlySet<string>,
) {
  const found = new Map(findings.map((one) => [keyOfAlert(one), one]));
  const known = new Map(running.map((one) => [keyOfAlert(one), one]));
  return {
    raise: [...found].filter(([key]) => !known.has(key)).map(([, one]) => one),
    still: [...known].flatMap(([key, one]) => {
      const finding = found.get(key);
      return finding ? [{ id: one.id, value: finding.value }] : [];
    }),
    settled: [...known].filter(([key]) => judged.has(key) && !found.has(key)).map(([, one]) => one.id),
  };
}

/** Crockford's alphabet: no letter that is read as a digit. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

export function codeFrom(bytes: Uint8Array): string {
  const letters = [...bytes].map((byte) => alphabet[byte % alphabet.length]).join('');
  return `${letters.slice(0, 4)}-${letters.slice(4)}`;
}

/** A code as typed: case, spaces and hyphens do not matter. */
export function plainCode(code: string): string {
  return code
    .toUpperCase()
    .replaceAll('O', '0')
    .replaceAll(/[IL]/g, '1')
    .replaceAll(/[^0-9A-Z]/g, '');
}

const sentences: Record<BoundaryProblem['code'], string> = {
  too_large: 'Tệp lớn hơn {0} MB: hãy giản lược rồi xuất lại.',
  not_json: 'Tệp không phải JSON hợp lệ.',
  not_geo: 'Tệp không phải GeoJSON hoặc TopoJSON gồm các đa giác có thuộc tính mã, tên.',
  too_many_points: 'Tệp có {0} điểm, nhiều hơn mức 2.000.000: hãy giản lược rồi xuất lại.',
  not_degrees: 'Tọa độ ({0}) không phải độ WGS84: hãy xuất lại theo EPSG:4326.',
  bad_shape: 'Hình không vẽ được: {0}.',
  unknown_unit: 'Không có trong danh mục xã, phường: {0}.',
  ambiguous_unit: 'Tên trùng nhau, cần thêm mã: {0}.',
  double_unit: 'Có hơn một hình: {0}.',
  missing_unit: 'Thiếu: {0}.',
  far_away: 'Nằm xa vị trí trong danh mục, có thể nhầm mã hoặc đảo kinh độ, vĩ độ: {0}.',
};

const MOST_NAMED = 8;

/** What is wrong with a file of boundaries, in sentences; the first few names of each kind. */
export function problemSentence(problems: readonly BoundaryProblem[]): string {
  return problems
    .map(({ code, details }) => {
      const more = details.length - MOST_NAMED;
      const shown = details.slice(0, MOST_NAMED).join(', ') + (more > 0 ? ` và ${more} nơi khác` : '');
      return sentences[code].replace('{0}', () => shown.slice(0, 400));
    })
    .join(' ')
    .slice(0, 1500);
}
