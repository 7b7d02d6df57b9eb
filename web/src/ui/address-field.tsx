import { useT } from '../app/language.tsx';
import { texts } from '../app/texts.ts';
import { type FieldProps, TextField } from './field.tsx';
import { SelectField } from './select-field.tsx';

export type Address = { ward: string; line: string };
export type Ward = { code: string; name: string; formerNames?: readonly string[] };
type AddressFieldProps = {
  id: string;
  legend?: string;
  value: Address;
  onChange: (value: Address) => void;
  wards: readonly Ward[];
  errors?: { ward?: string; line?: string };
  source?: FieldProps['source'];
};

/** Two levels since 1 July 2025: commune or ward, then the line. Former names find today's unit. */
export function AddressField({ id, legend, value, onChange, wards, errors, source }: AddressFieldProps) {
  const t = useT(texts);
  return (
    <fieldset className="stack">
      {legend ? <legend className="field-label">{legend}</legend> : null}
      <SelectField
        id={`${id}-ward`}
        label={t('address.ward')}
        hint={t('address.wardOld')}
        value={value.ward}
        onChange={(ward) => onChange({ ...value, ward })}
        options={wards.map((ward) => ({
          value: ward.code,
          label: ward.name,
          alsoKnownAs: ward.formerNames?.join(' '),
        }))}
        error={errors?.ward}
        source={source}
      />
      <TextField
        id={`${id}-line`}
        label={t('address.line')}
        hint={t('address.lineHint')}
        value={value.line}
        onChange={(event) => onChange({ ...value, line: event.target.value })}
        autoComplete="street-address"
        error={errors?.line}
      />
    </fieldset>
  );
}
