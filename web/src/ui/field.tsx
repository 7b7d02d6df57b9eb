import {
  type InputHTMLAttributes,
  type ReactNode,
  type TextareaHTMLAttributes,
  useEffect,
  useId,
  useRef,
} from 'react';
import { useT } from '../app/language.tsx';
import { texts } from '../app/texts.ts';
import { IconAlertTriangle } from './icons.ts';

export type FieldProps = {
  label: ReactNode;
  hint?: ReactNode;
  error?: string;
  optional?: boolean;
  /** The origin of a prefilled value, under the field. */
  source?: ReactNode;
};
export type FieldIds = { id: string; 'aria-describedby'?: string; 'aria-invalid'?: true };

function FieldParts({ ids, hint, error }: { ids: string; hint?: ReactNode; error?: string }) {
  return (
    <>
      {hint ? (
        <span id={`${ids}-hint`} className="field-hint">
          {hint}
        </span>
      ) : null}
      {error ? (
        <span id={`${ids}-error`} className="field-error">
          <IconAlertTriangle className="i" aria-hidden="true" />
          {error}
        </span>
      ) : null}
    </>
  );
}

function describedBy(id: string, props: FieldProps): string | undefined {
  const ids = [
    props.hint ? `${id}-hint` : '',
    props.error ? `${id}-error` : '',
    props.source ? `${id}-source` : '',
  ].filter(Boolean);
  return ids.length > 0 ? ids.join(' ') : undefined;
}

/** Label, hint, error and source tied to one control. */
export function Field(props: FieldProps & { id?: string; children: (ids: FieldIds) => ReactNode }) {
  const t = useT(texts);
  const made = useId();
  const id = props.id ?? made;
  const { label, error, hint, optional, source } = props;
  return (
    <div className={`field${error ? ' field-invalid' : ''}`}>
      <label className="field-label" htmlFor={id}>
        {label}
        {optional ? <small> ({t('field.optional')})</small> : null}
      </label>
      <FieldParts ids={id} hint={hint} error={error} />
      {props.children({
        id,
        'aria-describedby': describedBy(id, props),
        ...(error ? { 'aria-invalid': true as const } : {}),
      })}
      {source ? (
        <span id={`${id}-source`} className="field-after">
          {source}
        </span>
      ) : null}
    </div>
  );
}

type TextFieldProps = FieldProps & { short?: boolean } & Omit<
    InputHTMLAttributes<HTMLInputElement>,
    'className'
  >;

export function TextField({ label, hint, error, optional, source, short, id, ...input }: TextFieldProps) {
  return (
    <Field {...{ label, hint, error, optional, source, id }}>
      {(ids) => (
        <input type="text" className={`field-input${short ? ' field-short' : ''}`} {...input} {...ids} />
      )}
    </Field>
  );
}

type AreaFieldProps = FieldProps & Omit<TextareaHTMLAttributes<HTMLTextAreaElement>, 'className'>;

export function AreaField({ label, hint, error, optional, source, id, ...area }: AreaFieldProps) {
  return (
    <Field {...{ label, hint, error, optional, source, id }}>
      {(ids) => <textarea className="field-input" rows={3} {...area} {...ids} />}
    </Field>
  );
}

export type Choice = { value: string; label: string; note?: string };
type GroupProps = FieldProps & { options: readonly Choice[]; id?: string };

function ChoiceGroup(props: GroupProps & { children: (option: Choice) => ReactNode }) {
  const t = useT(texts);
  const made = useId();
  const id = props.id ?? made;
  return (
    <fieldset
      id={id}
      tabIndex={-1}
      className={`field${props.error ? ' field-invalid' : ''}`}
      aria-describedby={describedBy(id, props)}
    >
      <legend className="field-label">
        {props.label}
        {props.optional ? <small> ({t('field.optional')})</small> : null}
      </legend>
      <FieldParts ids={id} hint={props.hint} error={props.error} />
      <div className="choices">
        {props.options.map((option) => (
          <label key={option.value} className="choice">
            {props.children(option)}
            <span>
              {option.label}
              {option.note ? <small>{option.note}</small> : null}
            </span>
          </label>
        ))}
      </div>
      {props.source ? (
        <span id={`${id}-source`} className="field-after">
          {props.source}
        </span>
      ) : null}
    </fieldset>
  );
}

export function RadioField(props: GroupProps & { value: string; onChange: (value: string) => void }) {
  const name = useId();
  return (
    <ChoiceGroup {...props}>
      {(option) => (
        <input
          type="radio"
          name={name}
          value={option.value}
          checked={props.value === option.value}
          onChange={() => props.onChange(option.value)}
        />
      )}
    </ChoiceGroup>
  );
}

export function ChecksField(
  props: GroupProps & { value: readonly string[]; onChange: (value: string[]) => void },
) {
  const toggle = (option: string, on: boolean) =>
    props.onChange(on ? [...props.value, option] : props.value.filter((one) => one !== option));
  return (
    <ChoiceGroup {...props}>
      {(option) => (
        <input
          type="checkbox"
          value={option.value}
          checked={props.value.includes(option.value)}
          onChange={(event) => toggle(option.value, event.target.checked)}
        />
      )}
    </ChoiceGroup>
  );
}

type CheckFieldProps = {
  children: ReactNode;
  checked: boolean;
  onChange: (on: boolean) => void;
  error?: string;
  id?: string;
};

export function CheckField({ children, checked, onChange, error, id }: CheckFieldProps) {
  const made = useId();
  const own = id ?? made;
  return (
    <div className={error ? 'field field-invalid' : 'field'}>
      <FieldParts ids={own} error={error} />
      <label className="choice choice-bare">
        <input
          id={own}
          type="checkbox"
          checked={checked}
          aria-invalid={error ? true : undefined}
          aria-describedby={error ? `${own}-error` : undefined}
          onChange={(event) => onChange(event.target.checked)}
        />
        <span>{children}</span>
      </label>
    </div>
  );
}

/** Lists what is wrong on the page, each line leading to its field; takes the focus when it appears. */
export function ErrorBox({ errors }: { errors: readonly { field: string; text: string }[] }) {
  const t = useT(texts);
  const ref = useRef<HTMLDivElement>(null);
  const shown = errors.length > 0;
  useEffect(() => {
    if (shown) ref.current?.focus();
  }, [shown]);
  if (!shown) return null;
  const go = (field: string) => (event: React.MouseEvent) => {
    event.preventDefault();
    const target = document.getElementById(field);
    target?.focus();
    target?.scrollIntoView({ block: 'center' });
  };
  return (
    <div ref={ref} className="error-box" role="alert" tabIndex={-1}>
      <h2>{t('field.errors', { n: errors.length })}</h2>
      <ul>
        {errors.map((error) => (
          <li key={error.field}>
            <a href={`#${error.field}`} onClick={go(error.field)}>
              {error.text}
            </a>
          </li>
        ))}
      </ul>
    </div>
  );
}
