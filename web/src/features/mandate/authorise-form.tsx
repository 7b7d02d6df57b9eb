import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { authorise, listMyAuthorisations, listMyMandates } from '#contract/organisation';
import { listProcedures } from '#contract/procedure';
import { keyOf, useRead, useWrite } from '../../app/api.ts';
import { usePick, useT } from '../../app/language.tsx';
import { useToday } from '../../app/now.ts';
import { useProblemText } from '../../app/problem.tsx';
import { Button } from '../../ui/button.tsx';
import { DateField } from '../../ui/date-field.tsx';
import { CheckField, RadioField, TextField } from '../../ui/field.tsx';
import { Notice } from '../../ui/notice.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { useToast } from '../../ui/toast.tsx';
import { texts } from './texts.ts';

const nextYear = (day: string) => `${Number(day.slice(0, 4)) + 1}${day.slice(4)}`.replace(/02-29$/, '02-28');

/** Names the person by number and name, says what they may file and until when. */
export function AuthoriseForm({ onDone }: { onDone: () => void }) {
  const t = useT(texts);
  const textOf = useProblemText();
  const toast = useToast();
  const queries = useQueryClient();
  const today = useToday();
  const [organisationId, setOrganisation] = useState('');
  const [holderNumber, setNumber] = useState('');
  const [holderName, setName] = useState('');
  const [whole, setWhole] = useState('one');
  const [code, setCode] = useState('');
  const [reason, setReason] = useState('');
  const [validTo, setUntil] = useState(nextYear(today));
  const [declared, setDeclared] = useState(false);
  const write = useWrite(authorise, {
    onSuccess: () => {
      toast({ text: t('auth.saved') });
      void queries.invalidateQueries({ queryKey: keyOf(listMyAuthorisations) });
      onDone();
    },
  });
  const procedures = whole === 'all' ? null : [code];
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        if (!declared || (whole === 'one' && code === '')) return;
        const body = { holderNumber, holderName, procedures, reason, validTo };
        write.mutate({ input: { body: { ...body, organisationId: organisationId || null } } });
      }}
    >
      {write.error ? (
        <Notice tone="basalt" live="alert">
          {textOf(write.error)}
        </Notice>
      ) : null}
      <Grantor value={organisationId} onChange={setOrganisation} />
      <TextField
        label={t('auth.number')}
        inputMode="numeric"
        autoComplete="off"
        required
        value={holderNumber}
        onChange={(event) => setNumber(event.target.value)}
      />
      <TextField
        label={t('auth.name')}
        autoComplete="off"
        required
        value={holderName}
        onChange={(event) => setName(event.target.value)}
      />
      <RadioField
        label={t('auth.what')}
        value={whole}
        onChange={setWhole}
        options={[
          { value: 'one', label: t('auth.one') },
          { value: 'all', label: t('auth.all'), note: t('auth.allNote') },
        ]}
      />
      {whole === 'one' ? <ProcedureField value={code} onChange={setCode} /> : null}
      <TextField
        label={t('auth.reason')}
        required
        minLength={3}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
      />
      <DateField label={t('auth.until')} value={validTo} onChange={setUntil} />
      <CheckField checked={declared} onChange={setDeclared}>
        {t('auth.declare')}
      </CheckField>
      <Button kind="filled" type="submit" busy={write.isPending} disabled={!declared}>
        {t('auth.save')}
      </Button>
    </form>
  );
}

/** Asked only of those who represent an organisation. */
function Grantor({ value, onChange }: { value: string; onChange: (id: string) => void }) {
  const t = useT(texts);
  const mandates = useRead(listMyMandates, {}).data?.items ?? [];
  const led = mandates.filter((one) => one.ground === 'director' && one.organisationId !== null);
  if (led.length === 0) return null;
  const options = [
    { value: '', label: t('auth.me') },
    ...led.map((one) => ({ value: one.organisationId ?? '', label: one.name, note: one.title })),
  ];
  return <RadioField label={t('auth.for')} value={value} onChange={onChange} options={options} />;
}

function ProcedureField({ value, onChange }: { value: string; onChange: (code: string) => void }) {
  const t = useT(texts);
  const pick = usePick();
  const found = useRead(listProcedures, { query: {} }, { staleTime: 300_000 });
  const options = (found.data?.items ?? [])
    .filter((one) => one.open)
    .map((one) => ({ value: one.code, label: `${one.code} ${pick(one.title)}` }));
  return <SelectField label={t('auth.pick')} value={value} onChange={onChange} options={options} />;
}
