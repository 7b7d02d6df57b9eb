import type { ReactNode } from 'react';
import type { Field } from '#lib/service-definition';
import { usePick, useT } from '../../app/language.tsx';
import { type Address, AddressField, type Ward } from '../../ui/address-field.tsx';
import { DateField } from '../../ui/date-field.tsx';
import { AreaField, CheckField, ChecksField, type Choice, RadioField, TextField } from '../../ui/field.tsx';
import { formatNumber } from '../../ui/format.ts';
import { SelectField } from '../../ui/select-field.tsx';
import { PeopleField, type PersonValue, PersonField } from './person-field.tsx';
import { texts } from './texts.ts';

export type QuestionProps = {
  field: Field;
  value: unknown;
  onChange: (value: unknown) => void;
  error?: string;
  source?: ReactNode;
  communes: readonly Ward[];
  provinces: readonly Ward[];
};
type Common = {
  id: string;
  label: string;
  hint?: string;
  error?: string;
  optional: boolean;
  source?: ReactNode;
};
type Parts = QuestionProps & { common: Common; choices: Choice[] };

const asText = (value: unknown): string => (typeof value === 'string' ? value : '');
const asTexts = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);
const asAddress = (value: unknown): Address => {
  const found = (value ?? {}) as { place?: unknown; line?: unknown };
  return { ward: asText(found.place), line: asText(found.line) };
};

function Typed({
  common,
  value,
  onChange,
  field,
  kind,
}: Parts & { kind: 'text' | 'phone' | 'email' | 'identifier' }) {
  const modes = { text: undefined, phone: 'tel', email: 'email', identifier: 'numeric' } as const;
  const fills = { text: undefined, phone: 'tel', email: 'email', identifier: 'off' } as const;
  return (
    <TextField
      {...common}
      value={asText(value)}
      inputMode={field.format === 'civilStatusNumber' ? 'text' : modes[kind]}
      autoComplete={fills[kind]}
      maxLength={field.maxLength ?? 500}
      short={kind === 'identifier' || kind === 'phone'}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}

function Numeric({ common, value, onChange, money }: Parts & { money: boolean }) {
  const shown = typeof value === 'number' ? (money ? formatNumber(value) : String(value)) : asText(value);
  const read = (typed: string) => {
    const digits = typed.replace(money ? /[.\s]/g : /\s/g, '');
    onChange(/^\d{1,15}$/.test(digits) ? Number(digits) : typed);
  };
  return (
    <TextField
      {...common}
      short
      inputMode="numeric"
      autoComplete="off"
      value={shown}
      onChange={(event) => read(event.target.value)}
    />
  );
}

function ChoiceQuestion({ common, value, onChange, choices }: Parts) {
  if (choices.length > 7) {
    return <SelectField {...common} value={asText(value)} onChange={onChange} options={choices} />;
  }
  return <RadioField {...common} value={asText(value)} onChange={onChange} options={choices} />;
}

function YesNo({ common, value, onChange }: Parts) {
  const t = useT(texts);
  const options = [
    { value: 'yes', label: t('yes') },
    { value: 'no', label: t('no') },
  ];
  const now = value === true ? 'yes' : value === false ? 'no' : '';
  return (
    <RadioField {...common} options={options} value={now} onChange={(next) => onChange(next === 'yes')} />
  );
}

function Place({ common, value, onChange, field, communes, provinces }: Parts) {
  const places = field.placeLevel === 'province' ? provinces : communes;
  const options = places.map((place) => ({
    value: place.code,
    label: place.name,
    alsoKnownAs: place.formerNames?.join(' '),
  }));
  return <SelectField {...common} value={asText(value)} onChange={onChange} options={options} />;
}

function AddressQuestion({ common, value, onChange, communes, error }: Parts) {
  return (
    <AddressField
      id={common.id}
      legend={common.label}
      value={asAddress(value)}
      onChange={({ ward, line }) => onChange({ place: ward, line })}
      wards={communes}
      errors={error ? { ward: asAddress(value).ward ? undefined : error, line: error } : undefined}
      source={common.source}
    />
  );
}

const renderers: Record<Field['type'], (parts: Parts) => ReactNode> = {
  text: (parts) => <Typed {...parts} kind="text" />,
  phone: (parts) => <Typed {...parts} kind="phone" />,
  email: (parts) => <Typed {...parts} kind="email" />,
  identifier: (parts) => <Typed {...parts} kind="identifier" />,
  longText: ({ common, value, onChange, field }) => (
    <AreaField
      {...common}
      value={asText(value)}
      maxLength={field.maxLength ?? 4000}
      onChange={(event) => onChange(event.target.value)}
    />
  ),
  date: ({ common, value, onChange }) => <DateField {...common} value={asText(value)} onChange={onChange} />,
  choice: (parts) => <ChoiceQuestion {...parts} />,
  multiChoice: ({ common, value, onChange, choices }) => (
    <ChecksField {...common} options={choices} value={asTexts(value)} onChange={onChange} />
  ),
  yesNo: (parts) => <YesNo {...parts} />,
  place: (parts) => <Place {...parts} />,
  address: (parts) => <AddressQuestion {...parts} />,
  person: ({ common, value, onChange }) => (
    <PersonField {...common} value={(value ?? {}) as PersonValue} onChange={onChange} />
  ),
  people: ({ common, value, onChange, field }) => (
    <PeopleField
      {...common}
      value={Array.isArray(value) ? (value as PersonValue[]) : []}
      onChange={onChange}
      most={field.maximum ?? 20}
    />
  ),
  number: (parts) => <Numeric {...parts} money={false} />,
  money: (parts) => <Numeric {...parts} money />,
  file: () => null,
  consent: ({ common, value, onChange, error }) => (
    <CheckField id={common.id} checked={value === true} onChange={onChange} error={error}>
      {common.label}
    </CheckField>
  ),
};

/** One field of a service definition on the design system. */
export function QuestionField(props: QuestionProps) {
  const pick = usePick();
  const { field, error, source } = props;
  const common: Common = {
    id: `f-${field.key}`,
    label: pick(field.label),
    hint: field.hint ? pick(field.hint) : undefined,
    error,
    optional: field.required === false,
    source,
  };
  const choices = (field.choices ?? []).map((choice) => ({
    value: choice.value,
    label: pick(choice.label),
    note: choice.hint ? pick(choice.hint) : undefined,
  }));
  return renderers[field.type]({ ...props, common, choices });
}
