import { useParams } from '@tanstack/react-router';
import { getMyOrganisation } from '#contract/organisation';
import { type AnswerOf, useRead } from '../../app/api.ts';
import { CitizenPage } from '../../app/citizen-shell.tsx';
import { useT } from '../../app/language.tsx';
import { PageError } from '../../app/problem.tsx';
import { CheckSection } from '../../ui/check-section.tsx';
import { formatDate } from '../../ui/format.ts';
import { SkeletonCard } from '../../ui/states.tsx';
import { StateTag } from '../../ui/state-tag.tsx';
import { texts } from './texts.ts';

type Organisation = AnswerOf<typeof getMyOrganisation>;

/** An organisation I represent, as the register has it. */
export function OrganisationPage() {
  const { id } = useParams({ strict: false }) as { id: string };
  const found = useRead(getMyOrganisation, { params: { id } });
  return (
    <CitizenPage>
      {found.error ? <PageError error={found.error} onRetry={() => void found.refetch()} /> : null}
      {found.isPending ? <SkeletonCard lines={6} /> : null}
      {found.data ? <OrganisationView organisation={found.data} /> : null}
    </CitizenPage>
  );
}

export function OrganisationView({ organisation }: { organisation: Organisation }) {
  const t = useT(texts);
  const { state } = organisation;
  const tone = state === 'active' ? 'leaf' : state === 'suspended' ? 'amber' : 'neutral';
  return (
    <>
      <div className="stack-sm">
        <h1>{organisation.name}</h1>
        <div>
          <StateTag tone={tone} icon={state === 'active' ? 'done' : 'info'}>
            {t(`org.state.${state}`)}
          </StateTag>
        </div>
      </div>
      <CheckSection
        title={t('org.facts')}
        items={[
          { name: t('org.kind'), value: t(`org.kind.${organisation.kind}`) },
          { name: t('org.address'), value: organisation.address },
          { name: t('org.founded'), value: formatDate(organisation.foundedOn) },
          ...organisation.identifiers.map((one) => ({
            name: t(`org.id.${one.type}`),
            value: <span className="num">{one.value}</span>,
          })),
          { name: t('org.fields'), value: organisation.fields.join('; ') },
        ]}
      />
      {organisation.establishments.length > 0 ? (
        <CheckSection
          title={t('org.places')}
          items={organisation.establishments.map((one) => ({ name: one.name, value: one.address }))}
        />
      ) : null}
      {organisation.licences.length > 0 ? <Licences organisation={organisation} /> : null}
      {organisation.changes.length > 0 ? (
        <CheckSection title={t('org.history')}>
          <ul className="bullets pad">
            {organisation.changes.map((one) => (
              <li key={`${one.field}${one.validFrom}${one.newValue}`}>
                {t('org.change', {
                  date: formatDate(one.validFrom),
                  value: one.newValue,
                  former: one.former,
                })}
              </li>
            ))}
          </ul>
        </CheckSection>
      ) : null}
      <p className="cz-help">{t('org.wrong')}</p>
    </>
  );
}

function Licences({ organisation }: { organisation: Organisation }) {
  const t = useT(texts);
  return (
    <CheckSection
      title={t('org.licences')}
      items={organisation.licences.map((one) => ({
        name: t('org.licence', { number: one.number, by: one.issuedBy }),
        value: one.revokedOn ? t('org.revoked', { date: formatDate(one.revokedOn) }) : t('org.valid'),
      }))}
    />
  );
}
