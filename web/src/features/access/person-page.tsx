import { useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { getPerson } from '#contract/person';
import { getPersonResidence } from '#contract/residence';
import * as basis from '../../../../src/platform/basis/contract.ts';
import { type AnswerOf, ApiError, keyOf, useRead, useWrite } from '../../app/api.ts';
import { useT } from '../../app/language.tsx';
import { OfficeHead } from '../../app/office-shell.tsx';
import { PageError, useProblemText } from '../../app/problem.tsx';
import { Button } from '../../ui/button.tsx';
import { CheckSection } from '../../ui/check-section.tsx';
import { formatDate, maskNumber } from '../../ui/format.ts';
import { IconKey } from '../../ui/icons.ts';
import { Notice } from '../../ui/notice.tsx';
import { EmptyState, SkeletonCard } from '../../ui/states.tsx';
import { StateTag } from '../../ui/state-tag.tsx';
import { type HeldBasis, PurposeGate } from './purpose-gate.tsx';
import { texts } from './texts.ts';

type Person = AnswerOf<typeof getPerson>;

/** One person for an officer: only on an open basis that names them. */
export function OfficePersonPage() {
  const t = useT(texts);
  const { id } = useParams({ strict: false }) as { id: string };
  const { cc } = useSearch({ strict: false }) as { cc?: string };
  const navigate = useNavigate();
  return (
    <div className="opage-all">
      <OfficeHead title={t('search.title')} />
      <main id="noi-dung" className="oscroll" tabIndex={-1}>
        <div className="stack">
          <PurposeGate
            covers="person"
            basisId={cc}
            onBasis={(next) =>
              void navigate({
                to: '/can-bo/tra-cuu-nguoi/$id',
                params: { id },
                search: { cc: next },
                replace: true,
              })
            }
          >
            {(held) =>
              held.subjects.some((one) => one.personId === id) ? (
                <PersonView id={id} held={held} />
              ) : (
                <NameFirst id={id} held={held} />
              )
            }
          </PurposeGate>
        </div>
      </main>
    </div>
  );
}

function NameFirst({ id, held }: { id: string; held: HeldBasis }) {
  const t = useT(texts);
  const textOf = useProblemText();
  const queries = useQueryClient();
  const name = useWrite(basis.nameSubject, {
    onSuccess: () => void queries.invalidateQueries({ queryKey: keyOf(basis.getBasis) }),
  });
  return (
    <section className="card pad stack">
      {name.error ? (
        <Notice tone="basalt" live="alert">
          {textOf(name.error)}
        </Notice>
      ) : null}
      <EmptyState
        icon={IconKey}
        title={t('person.notNamed')}
        action={
          <Button
            kind="filled"
            busy={name.isPending}
            onClick={() => name.mutate({ input: { params: { id: held.id }, body: { personId: id } } })}
          >
            {t('person.name')}
          </Button>
        }
      >
        {t('person.notNamedText')}
      </EmptyState>
    </section>
  );
}

function birthText({ birth }: Person): string {
  const two = (n: number) => String(n).padStart(2, '0');
  if (birth.month === null) return String(birth.year);
  return birth.day === null
    ? `${two(birth.month)}/${birth.year}`
    : `${two(birth.day)}/${two(birth.month)}/${birth.year}`;
}

function PersonView({ id, held }: { id: string; held: HeldBasis }) {
  const t = useT(texts);
  const found = useRead(
    getPerson,
    { params: { id } },
    { basisId: held.id, staleTime: 300_000, retry: false },
  );
  if (found.error) return <PageError error={found.error} onRetry={() => void found.refetch()} />;
  if (!found.data) return <SkeletonCard lines={6} />;
  const person = found.data;
  const dead = person.state === 'deceased';
  return (
    <>
      <div className="row wrap">
        <h2 className="person-name">{person.fullName}</h2>
        <StateTag tone={dead ? 'neutral' : 'leaf'} icon={dead ? 'info' : 'done'}>
          {t(`alive.${person.state}`)}
        </StateTag>
        <span className="grow" />
        {held.covers.includes('person-search') ? (
          <Link className="btn-link" to="/can-bo/tra-cuu-nguoi" search={{ cc: held.id }}>
            {t('person.back')}
          </Link>
        ) : null}
      </div>
      <div className="person-parts">
        <CheckSection
          title={t('person.facts')}
          items={[
            { name: t('p.birth'), value: birthText(person) },
            { name: t('p.sex'), value: t(`sex.${person.sex}`) },
            { name: t('p.ethnicity'), value: person.ethnicity },
            { name: t('p.nationality'), value: person.nationality },
            { name: t('p.hometown'), value: person.hometown ?? t('sex.unknown') },
            { name: t('p.birthPlace'), value: person.birthPlace ?? t('sex.unknown') },
            { name: t('p.contact'), value: person.contacts.map((one) => one.value).join(', ') || '–' },
          ]}
        />
        <Numbers person={person} />
        {held.covers.includes('residence') ? <Residence id={id} held={held} /> : null}
        <CheckSection
          title={t('person.kin')}
          items={person.relatives.map((one) => ({
            name: t(`kin.${one.kind}`),
            value: one.name ?? <span className="mut">{t('kin.unseen')}</span>,
          }))}
        >
          {person.relatives.length === 0 ? <p className="pad-sm">{t('person.kinNone')}</p> : null}
        </CheckSection>
      </div>
    </>
  );
}

const numberWords = ['personal_number', 'cmnd9', 'passport', 'tax_code'] as const;

function Numbers({ person }: { person: Person }) {
  const t = useT(texts);
  const [shown, setShown] = useState(false);
  const word = (type: string) => t(`id.${numberWords.find((one) => one === type) ?? 'other'}`);
  return (
    <CheckSection
      title={t('person.papers')}
      edit={
        <button type="button" className="btn-link" onClick={() => setShown(!shown)}>
          {t(shown ? 'id.hide' : 'id.show')}
        </button>
      }
      items={person.identifiers.map((one) => ({
        name: `${word(one.type)}, ${t(`id.${one.state}`)}`,
        value: <span className="num">{shown ? one.value : maskNumber(one.value)}</span>,
      }))}
    />
  );
}

function Residence({ id, held }: { id: string; held: HeldBasis }) {
  const t = useT(texts);
  const found = useRead(getPersonResidence, { params: { id } }, { basisId: held.id, retry: false });
  const isNone = found.error instanceof ApiError && found.error.status === 404;
  if (!found.data && !isNone) return <SkeletonCard lines={2} />;
  const stays = [
    ...(found.data?.permanent ? [{ name: t('person.permanent'), value: found.data.permanent.address }] : []),
    ...(found.data?.temporary ?? []).map((stay) => ({
      name: t('person.temporary', { date: formatDate(stay.validTo) }),
      value: stay.address,
    })),
  ];
  return (
    <CheckSection title={t('person.residence')} items={stays}>
      {stays.length === 0 ? <p className="pad-sm">{t('person.noResidence')}</p> : null}
    </CheckSection>
  );
}
