import '@mantine/core/styles/Input.css';
import '@mantine/core/styles/Popover.css';
import '@mantine/core/styles/Combobox.css';
import '@mantine/core/styles/ScrollArea.css';
import '@mantine/core/styles/UnstyledButton.css';
import '@mantine/core/styles/CloseButton.css';
import { Select, type SelectProps } from '@mantine/core';
import { useState } from 'react';
import { useT } from '../app/language.tsx';
import { texts } from '../app/texts.ts';
import { type Choice, Field, type FieldProps } from './field.tsx';
import { plain } from './format.ts';
import { IconChevronDown } from './icons.ts';

type SelectFieldProps = FieldProps & {
  id?: string;
  value: string;
  onChange: (value: string) => void;
  options: readonly (Choice & { alsoKnownAs?: string })[];
  placeholder?: string;
};

function findWithoutDiacritics(also: ReadonlyMap<string, string>): NonNullable<SelectProps['filter']> {
  return ({ options, search, limit }) => {
    const words = plain(search).split(/\s+/).filter(Boolean);
    return options
      .filter((option) => {
        if (!('value' in option)) return true;
        const text = plain(`${option.label} ${also.get(String(option.value)) ?? ''}`);
        return words.every((word) => text.includes(word));
      })
      .slice(0, limit);
  };
}

/** A list to choose from; typing finds without diacritics and by former names. */
export function SelectField({ label, hint, error, optional, source, id, ...select }: SelectFieldProps) {
  const t = useT(texts);
  // A dialog lies above the whole page: its list opens inside it, not behind it.
  const [inDialog, setInDialog] = useState(false);
  const also = new Map(select.options.map((option) => [option.value, option.alsoKnownAs ?? '']));
  return (
    <Field {...{ label, hint, error, optional, source, id }}>
      {(ids) => (
        <Select
          {...ids}
          ref={(input: HTMLInputElement | null) => setInDialog(input?.closest('dialog') != null)}
          className="m-input"
          classNames={{ dropdown: 'm-drop' }}
          data={select.options.map(({ value, label: name }) => ({ value, label: name }))}
          value={select.value || null}
          onChange={(value) => select.onChange(value ?? '')}
          placeholder={select.placeholder}
          searchable
          limit={60}
          filter={findWithoutDiacritics(also)}
          nothingFoundMessage={t('field.none')}
          rightSection={<IconChevronDown className="i" aria-hidden="true" />}
          rightSectionPointerEvents="none"
          comboboxProps={{ transitionProps: { duration: 0 }, withinPortal: !inDialog }}
        />
      )}
    </Field>
  );
}
