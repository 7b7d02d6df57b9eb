import type { ReactNode } from 'react';
import { useT } from '../../app/language.tsx';
import { Button } from '../../ui/button.tsx';
import { DateField } from '../../ui/date-field.tsx';
import { TextField } from '../../ui/field.tsx';
import { IconPlus } from '../../ui/icons.ts';
import { texts } from './texts.ts';

export type PersonValue = { fullName?: string; personalNumber?: string; birthDate?: string };
type PersonFieldProps = {
  id: string;
  label: string;
  hint?: string;
  error?: string;
  source?: ReactNode;
  value: PersonValue;
  onChange: (value: PersonValue) => void;
};

function withoutEmpty(person: PersonValue): PersonValue {
  return Object.fromEntries(Object.entries(person).filter(([, value]) => value !== ''));
}

export function PersonField({ id, label, hint, error, source, value, onChange }: PersonFieldProps) {
  const t = useT(texts);
  const change = (part: PersonValue) => onChange(withoutEmpty({ ...value, ...part }));
  return (
    <fieldset className="stack">
      <legend className="field-label">{label}</legend>
      <TextField
        id={id}
        label={t('person.fullName')}
        hint={hint}
        error={error}
        source={source}
        value={value.fullName ?? ''}
        maxLength={200}
        autoComplete="off"
        onChange={(event) => change({ fullName: event.target.value })}
      />
      <TextField
        id={`${id}-number`}
        label={t('person.personalNumber')}
        optional
        short
        inputMode="numeric"
        maxLength={12}
        autoComplete="off"
        value={value.personalNumber ?? ''}
        onChange={(event) => change({ personalNumber: event.target.value.trim() })}
      />
      <DateField
        id={`${id}-birth`}
        label={t('person.birthDate')}
        optional
        value={value.birthDate ?? ''}
        onChange={(birthDate) => change({ birthDate })}
      />
    </fieldset>
  );
}

type PeopleFieldProps = Omit<PersonFieldProps, 'value' | 'onChange'> & {
  value: readonly PersonValue[];
  onChange: (value: PersonValue[]) => void;
  most: number;
};

export function PeopleField({ id, label, hint, error, value, onChange, most }: PeopleFieldProps) {
  const t = useT(texts);
  const change = (at: number, person: PersonValue) =>
    onChange(value.map((one, index) => (index === at ? person : one)));
  return (
    <fieldset className="stack" id={id} tabIndex={-1}>
      <legend className="field-label">{label}</legend>
      {hint ? <p className="field-hint">{hint}</p> : null}
      {error ? <p className="field-error">{error}</p> : null}
      {value.map((person, index) => (
        <div key={`${id}-${String(index)}`} className="card pad stack">
          <PersonField
            id={`${id}-${index}`}
            label={t('person.nth', { n: index + 1 })}
            value={person}
            onChange={(next) => change(index, next)}
          />
          <Button kind="refusing" onClick={() => onChange(value.filter((_, at) => at !== index))}>
            {t('people.remove', { n: index + 1 })}
          </Button>
        </div>
      ))}
      {value.length < most ? (
        <Button icon={<IconPlus className="i" aria-hidden="true" />} onClick={() => onChange([...value, {}])}>
          {t('people.add')}
        </Button>
      ) : null}
    </fieldset>
  );
}
