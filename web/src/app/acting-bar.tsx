import { useQueryClient } from '@tanstack/react-query';
import { listMyMandates } from '#contract/organisation';
import { listMyRepresentations } from '#contract/person';
import * as identity from '../../../src/platform/identity/contract.ts';
import { IconUsers } from '../ui/icons.ts';
import { useRead, useWrite } from './api.ts';
import { useT } from './language.tsx';
import type { Session } from './session.ts';
import { texts } from './texts.ts';

type Acting = NonNullable<Session['actingFor']>;
export type ActChoice = Acting & { name: string; note: string };

/** Whom I may work for now, by the registers: children and wards, organisations I wholly speak for. */
export function useActChoices(): readonly ActChoice[] {
  const t = useT(texts);
  const people = useRead(listMyRepresentations, {}, { staleTime: 60_000 }).data?.items ?? [];
  const mandates = useRead(listMyMandates, {}, { staleTime: 60_000 }).data?.items ?? [];
  const organisations = mandates.flatMap((one) =>
    one.organisationId && one.procedures === null
      ? [{ kind: 'organisation' as const, id: one.organisationId, name: one.name, note: one.title }]
      : [],
  );
  const persons = people.map((one) => ({
    kind: 'person' as const,
    id: one.personId,
    name: one.fullName,
    note: t(`ground.${one.ground}`),
  }));
  const all = new Map([...persons, ...organisations].map((one) => [one.id, one]));
  return [...all.values()];
}

/** Changes whom the next acts are for; every list is read anew. */
export function useActFor() {
  const queries = useQueryClient();
  const write = useWrite(identity.actFor, { onSuccess: () => void queries.invalidateQueries() });
  return {
    busy: write.isPending,
    error: write.error,
    actFor: (target: Acting | null) =>
      write.mutate({
        input: {
          body:
            target === null
              ? {}
              : target.kind === 'organisation'
                ? { organisationId: target.id }
                : { personId: target.id },
        },
      }),
  };
}

/** Always in sight while one works for somebody else, with the way back. */
export function ActingBar({ actingFor }: { actingFor: Acting }) {
  const t = useT(texts);
  const choice = useActChoices().find((one) => one.id === actingFor.id);
  const { actFor } = useActFor();
  return (
    <output className="acting">
      <IconUsers className="i" aria-hidden="true" />
      <span className="grow">
        {t('acting.for')} <strong>{choice?.name ?? '…'}</strong>
      </span>
      <button type="button" className="btn-link" onClick={() => actFor(null)}>
        {t('acting.self')}
      </button>
    </output>
  );
}
