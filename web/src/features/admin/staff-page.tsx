import { useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { addStaff, endTerm, grantTerm, listAgencies, listStaff } from '#contract/agency';
import { type AnswerOf, keyOf, useRead, useWrite } from '../../app/api.ts';
import { useT } from '../../app/language.tsx';
import { useToday } from '../../app/now.ts';
import { PageError, useProblemText } from '../../app/problem.tsx';
import { Button } from '../../ui/button.tsx';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { DateField } from '../../ui/date-field.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/field.tsx';
import { formatDate } from '../../ui/format.ts';
import { IconPlus } from '../../ui/icons.ts';
import { Notice } from '../../ui/notice.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { useToast } from '../../ui/toast.tsx';
import { AdminFrame } from './admin-shell.tsx';
import { roleKeys } from './roles.ts';
import { texts } from './texts.ts';

type Staff = AnswerOf<typeof listStaff>['items'][number];
type Term = Staff['terms'][number];
type Asked = { kind: 'add' } | { kind: 'grant'; staff: Staff } | { kind: 'end'; term: Term };

const inForce = (term: Term, today: string) =>
  term.validFrom <= today && (term.validTo === null || today < term.validTo);

/** Staff and their terms of office: the roles come from these, with their days. */
export function StaffPage() {
  const t = useT(texts);
  const navigate = useNavigate();
  const { q } = useSearch({ strict: false }) as { q?: string };
  const found = useRead(listStaff, { query: { search: q } });
  const [asked, setAsked] = useState<Asked | null>(null);
  const columns = useColumns(setAsked);
  return (
    <AdminFrame>
      {found.error ? <PageError error={found.error} onRetry={() => void found.refetch()} /> : null}
      {found.error ? null : (
        <DataTable
          name="nhan-su"
          caption={t('staff.caption')}
          columns={columns}
          rows={found.data?.items}
          rowId={(row) => row.id}
          search={{
            value: q ?? '',
            onChange: (text) =>
              void navigate({
                to: '/can-bo/quan-tri/nhan-su',
                search: { q: text || undefined },
                replace: true,
              }),
          }}
          tools={
            <Button
              icon={<IconPlus className="i" aria-hidden="true" />}
              onClick={() => setAsked({ kind: 'add' })}
            >
              {t('staff.add')}
            </Button>
          }
        />
      )}
      <StaffDialog asked={asked} onClose={() => setAsked(null)} />
    </AdminFrame>
  );
}

function useColumns(ask: (asked: Asked) => void): Column<Staff>[] {
  const t = useT(texts);
  const today = useToday();
  const termText = (term: Term) => `${term.title}, ${term.agency.name}`;
  return [
    {
      id: 'name',
      name: t('staff.name'),
      show: (row) => <strong>{row.name}</strong>,
      text: (row) => row.name,
    },
    { id: 'email', name: t('staff.email'), show: (row) => row.email ?? '', text: (row) => row.email ?? '' },
    {
      id: 'terms',
      name: t('staff.terms'),
      text: (row) => row.terms.map(termText).join('; '),
      show: (row) => (
        <ul className="stack-sm">
          {row.terms.map((term) => (
            <li key={term.id} className={inForce(term, today) ? undefined : 'mut'}>
              {termText(term)} <span className="mut">({term.role})</span>
              <br />
              <span className="mut">
                {t('staff.from', { from: formatDate(term.validFrom) })}
                {term.validTo ? t('staff.to', { to: formatDate(term.validTo) }) : ''}
              </span>{' '}
              {inForce(term, today) && term.validTo === null ? (
                <button type="button" className="btn-link" onClick={() => ask({ kind: 'end', term })}>
                  {t('staff.end')}
                  <span className="sr"> {row.name}</span>
                </button>
              ) : null}
            </li>
          ))}
        </ul>
      ),
    },
    {
      id: 'act',
      name: t('col.act'),
      show: (row) => (
        <Button onClick={() => ask({ kind: 'grant', staff: row })}>
          {t('staff.grant')}
          <span className="sr"> {row.name}</span>
        </Button>
      ),
    },
  ];
}

function StaffDialog({ asked, onClose }: { asked: Asked | null; onClose: () => void }) {
  const t = useT(texts);
  const titles = { add: t('staff.add'), grant: t('staff.grant'), end: t('staff.end') };
  return (
    <Dialog open={asked !== null} onClose={onClose} title={asked ? titles[asked.kind] : ''}>
      {asked?.kind === 'add' ? <AddForm onClose={onClose} /> : null}
      {asked?.kind === 'grant' ? <GrantForm staff={asked.staff} onClose={onClose} /> : null}
      {asked?.kind === 'end' ? <EndForm term={asked.term} onClose={onClose} /> : null}
    </Dialog>
  );
}

function useDone(onClose: () => void) {
  const t = useT(texts);
  const toast = useToast();
  const queries = useQueryClient();
  return () => {
    toast({ text: t('staff.saved') });
    void queries.invalidateQueries({ queryKey: keyOf(listStaff) });
    onClose();
  };
}

function Problem({ error }: { error: unknown }) {
  const textOf = useProblemText();
  if (!error) return null;
  return (
    <Notice tone="basalt" live="alert">
      {textOf(error)}
    </Notice>
  );
}

function AddForm({ onClose }: { onClose: () => void }) {
  const t = useT(texts);
  const [name, setName] = useState('');
  const [email, setEmail] = useState('');
  const write = useWrite(addStaff, { onSuccess: useDone(onClose) });
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        write.mutate({ input: { body: { name, email: email.trim() || null } } });
      }}
    >
      <Problem error={write.error} />
      <TextField
        label={t('staff.name')}
        required
        value={name}
        onChange={(event) => setName(event.target.value)}
      />
      <TextField
        label={t('staff.email')}
        optional
        type="email"
        value={email}
        onChange={(event) => setEmail(event.target.value)}
      />
      <Button kind="filled" type="submit" busy={write.isPending}>
        {t('staff.add')}
      </Button>
    </form>
  );
}

function GrantForm({ staff, onClose }: { staff: Staff; onClose: () => void }) {
  const t = useT(texts);
  const today = useToday();
  const agencies = useRead(listAgencies, { query: {} }, { staleTime: 300_000 });
  const [agencyId, setAgencyId] = useState('');
  const [role, setRole] = useState('');
  const [title, setTitle] = useState('');
  const [validFrom, setValidFrom] = useState(today);
  const [decision, setDecision] = useState('');
  const write = useWrite(grantTerm, { onSuccess: useDone(onClose) });
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        const body = { agencyId, role, title, validFrom, decision: decision.trim() || null };
        write.mutate({ input: { params: { id: staff.id }, body } });
      }}
    >
      <p>{staff.name}</p>
      <Problem error={write.error} />
      <SelectField
        label={t('staff.agency')}
        value={agencyId}
        onChange={setAgencyId}
        options={(agencies.data?.items ?? []).map((one) => ({ value: one.id, label: one.name }))}
      />
      <SelectField
        label={t('staff.role')}
        value={role}
        onChange={setRole}
        options={roleKeys.map((key) => ({ value: key, label: `${t(`role.${key}`)} (${key})` }))}
      />
      <TextField
        label={t('staff.title')}
        required
        value={title}
        onChange={(event) => setTitle(event.target.value)}
      />
      <DateField label={t('staff.since')} value={validFrom} onChange={setValidFrom} />
      <TextField
        label={t('staff.decision')}
        optional
        value={decision}
        onChange={(event) => setDecision(event.target.value)}
      />
      <Button kind="filled" type="submit" busy={write.isPending}>
        {t('staff.grant')}
      </Button>
    </form>
  );
}

function EndForm({ term, onClose }: { term: Term; onClose: () => void }) {
  const t = useT(texts);
  const today = useToday();
  const [on, setOn] = useState(today);
  const [reason, setReason] = useState('');
  const write = useWrite(endTerm, { onSuccess: useDone(onClose) });
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        write.mutate({ input: { params: { id: term.id }, body: { on, reason } } });
      }}
    >
      <p>
        {term.title}, {term.agency.name}
      </p>
      <Problem error={write.error} />
      <DateField label={t('staff.endOn')} value={on} onChange={setOn} />
      <TextField
        label={t('money.reason')}
        required
        value={reason}
        onChange={(event) => setReason(event.target.value)}
      />
      <Button kind="refusing" type="submit" busy={write.isPending}>
        {t('staff.end')}
      </Button>
    </form>
  );
}
