import type { LinkageRecord, RowDecision } from '#lib/linkage';
import { createPopulationHost, systemAct } from '#modules/matching';
import { system } from '#platform/runtime';
import type { MatchSide } from './match.ts';
import { placeResolver, readPlaces } from './match-places.ts';
import { withHouse } from './operator-commands.ts';

/**
 * Matches with the register itself. Who was found is entered in the audit log as looked at, all in one entry, so that each
 * person sees it; without that entry nothing is given out.
 */
export function againstRegister(title: string, work: (side: MatchSide) => Promise<void>): Promise<void> {
  return withHouse(async ({ house }) => {
    const host = createPopulationHost({ act: systemAct(house.runner) });
    const places = placeResolver(readPlaces());
    const prepared = (record: LinkageRecord): LinkageRecord => ({
      ...record,
      values: { ...record.values, place: places(record.values['place'] ?? '').join('|') || undefined },
    });
    const seen = new Map<string, string>();
    const shown = new Set<string>();
    await work({
      estimate: (sample) => host.estimate(sample.map(prepared)),
      decide: async (records, model) => {
        const decisions = await host.link(records.map(prepared), model);
        for (const { candidates } of decisions) for (const { key } of candidates) shown.add(key);
        return decisions.map((decision) => withDuplicate(decision, seen));
      },
      finish: () =>
        house.runner.act({ action: 'matching.match_file', principal: system, mode: 'read' }, (ctx) => {
          ctx.looks.add([...shown], title);
          return Promise.resolve();
        }),
    });
    await host.close();
  });
}

// The host decides batch by batch; what an earlier batch matched is remembered here.
function withDuplicate(decision: RowDecision, seen: Map<string, string>): RowDecision {
  const [best] = decision.candidates;
  if (decision.outcome !== 'matched' || !best) return decision;
  const earlier = seen.get(best.key);
  seen.set(best.key, earlier ?? decision.key);
  if (earlier === undefined || decision.duplicateOf !== undefined) return decision;
  return { ...decision, reasons: [...decision.reasons, 'duplicate_in_list'], duplicateOf: earlier };
}
