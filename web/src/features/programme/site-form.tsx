import { useState } from 'react';
import { addSite, changeSite, devices } from '#contract/programme';
import { listPlaces } from '#contract/place';
import { useRead, useWrite } from '../../app/api.ts';
import { useT } from '../../app/language.tsx';
import { useToday } from '../../app/now.ts';
import { Button } from '../../ui/button.tsx';
import { DateField } from '../../ui/date-field.tsx';
import { TextField } from '../../ui/field.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import type { SiteData } from './sites-page.tsx';
import { useAgencyChoices, useModelChoices } from './task-form.tsx';
import { more } from './texts-more.ts';
import { texts } from './texts.ts';
import { Problem, useDone } from './words.tsx';

type Fields = {
  model: string;
  kind: string;
  name: string;
  placeCode: string;
  address: string;
  agencyId: string;
  surveyedOn: string;
  note: string;
  counts: Record<string, string>;
};

const counted = [...devices, 'installed'] as const;

const emptyFields = {
  model: '',
  kind: '',
  name: '',
  placeCode: '',
  address: '',
  agencyId: '',
  note: '',
  counts: Object.fromEntries(counted.map((key) => [key, '0'])),
};

function fieldsOf(site: SiteData | null, today: string): Fields {
  if (site === null) return { ...emptyFields, surveyedOn: today };
  const { kind, name, address, surveyedOn, note } = site;
  return {
    kind,
    name,
    address,
    surveyedOn,
    note,
    model: String(site.model),
    placeCode: site.placeCode ?? '',
    agencyId: site.agency.id,
    counts: Object.fromEntries(counted.map((key) => [key, String(site[key])])),
  };
}

/** Communes and provinces to choose from, found without diacritics. */
export function usePlaceChoices() {
  const found = useRead(listPlaces, { query: { level: 'commune' } }, { staleTime: 300_000 });
  return (found.data?.items ?? []).map((one) => ({ value: one.code, label: one.fullName }));
}

export function SiteForm({ site, onDone }: { site: SiteData | null; onDone: () => void }) {
  const t = useT(texts);
  const m = useT(more);
  const today = useToday();
  const [fields, setFields] = useState(() => fieldsOf(site, today));
  const set = (part: Partial<Fields>) => setFields({ ...fields, ...part });
  const done = useDone(onDone);
  const add = useWrite(addSite, { onSuccess: done });
  const change = useWrite(changeSite, { onSuccess: done });
  const [agencies, models, places] = [useAgencyChoices(), useModelChoices(), usePlaceChoices()];
  const text = (key: 'kind' | 'name' | 'address' | 'note', optional?: boolean) => (
    <TextField
      label={
        key === 'kind'
          ? m('siteKind')
          : key === 'name'
            ? m('siteName')
            : key === 'address'
              ? m('address')
              : t('note')
      }
      optional={optional}
      required={!optional}
      value={fields[key]}
      onChange={(event) => set({ [key]: event.target.value })}
    />
  );
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        const { counts, model, ...rest } = fields;
        const numbers = Object.fromEntries(counted.map((key) => [key, Number(counts[key] ?? 0)]));
        const body = { ...rest, ...numbers, model: Number(model) };
        if (site)
          change.mutate({ input: { params: { id: site.id }, body: { ...body, version: site.version } } });
        else add.mutate({ input: { body } });
      }}
    >
      <Problem error={add.error ?? change.error} />
      <SelectField
        label={t('model')}
        value={fields.model}
        onChange={(model) => set({ model })}
        options={models}
      />
      {text('name')}
      {text('kind')}
      <SelectField
        label={m('place')}
        value={fields.placeCode}
        onChange={(placeCode) => set({ placeCode })}
        options={places}
      />
      {text('address', true)}
      <SelectField
        label={t('agency')}
        value={fields.agencyId}
        onChange={(agencyId) => set({ agencyId })}
        options={agencies}
      />
      <Counts values={fields.counts} onChange={(counts) => set({ counts })} />
      <DateField
        label={m('surveyedOn')}
        value={fields.surveyedOn}
        onChange={(surveyedOn) => set({ surveyedOn })}
      />
      {text('note', true)}
      <Button kind="filled" type="submit" busy={add.isPending || change.isPending}>
        {t('save')}
      </Button>
    </form>
  );
}

type CountsProps = { values: Record<string, string>; onChange: (values: Record<string, string>) => void };

function Counts({ values, onChange }: CountsProps) {
  const m = useT(more);
  return (
    <div className="prog-form3">
      {counted.map((key) => (
        <TextField
          key={key}
          label={key === 'installed' ? m('installed') : m(`dev.${key}`)}
          type="number"
          min={0}
          max={9999}
          value={values[key] ?? '0'}
          onChange={(event) => onChange({ ...values, [key]: event.target.value })}
        />
      ))}
    </div>
  );
}
