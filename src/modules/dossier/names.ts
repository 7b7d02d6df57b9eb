import type { Ctx } from '#platform/runtime';

export function agencyNames(_ctx: Ctx, _ids: readonly string[]): Promise<Map<string, string>> {
  return Promise.resolve(new Map());
}
export function staffNames(_ctx: Ctx, _ids: readonly string[]): Promise<Map<string, string>> {
  return Promise.resolve(new Map());
}
export function placeNames(_ctx: Ctx, _codes: readonly string[], _day: string): Promise<Map<string, string>> {
  return Promise.resolve(new Map());
}
