import '@mantine/dates/styles.css';
import '@mantine/core/styles/UnstyledButton.css';
import { DatePicker } from '@mantine/dates';
import { useEffect, useId, useRef, useState } from 'react';
import 'dayjs/locale/vi';
import { useLanguage, useT } from '../app/language.tsx';
import { texts } from '../app/texts.ts';
import { IconButton } from './button.tsx';
import { Field, type FieldProps } from './field.tsx';
import { formatDate, parseDate } from './format.ts';
import { IconCalendar } from './icons.ts';

type DateFieldProps = FieldProps & {
  id?: string;
  /** yyyy-MM-dd, or what was typed when it is not a date. */
  value: string;
  onChange: (value: string) => void;
  min?: string;
  max?: string;
  autoComplete?: string;
};

/** dd/MM/yyyy, typed or picked; the value is a legal day. */
export function DateField({ label, hint, error, optional, source, id, ...date }: DateFieldProps) {
  const t = useT(texts);
  const { language } = useLanguage();
  const [typed, setTyped] = useState(() => formatDate(date.value) || date.value);
  const [open, setOpen] = useState(false);
  const own = useId();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!open) return;
    const leave = (event: Event) => {
      if (event instanceof KeyboardEvent && event.key !== 'Escape') return;
      if (event instanceof PointerEvent && box.current?.contains(event.target as Node)) return;
      setOpen(false);
    };
    document.addEventListener('pointerdown', leave);
    document.addEventListener('keydown', leave);
    return () => {
      document.removeEventListener('pointerdown', leave);
      document.removeEventListener('keydown', leave);
    };
  }, [open]);
  const onType = (text: string) => {
    setTyped(text);
    date.onChange(parseDate(text) ?? text);
  };
  const onPick = (day: string | null) => {
    if (!day) return;
    setTyped(formatDate(day));
    date.onChange(day);
    setOpen(false);
  };
  return (
    <Field {...{ label, error, optional, source, id }} hint={hint ?? t('field.dateHint')}>
      {(ids) => (
        <div className="datefield" ref={box}>
          <input
            type="text"
            inputMode="numeric"
            className="field-input field-short"
            value={typed}
            autoComplete={date.autoComplete ?? 'off'}
            onChange={(event) => onType(event.target.value)}
            {...ids}
          />
          <IconButton
            label={t('field.openCalendar')}
            aria-expanded={open}
            aria-controls={own}
            onClick={() => setOpen(!open)}
          >
            <IconCalendar className="i" aria-hidden="true" />
          </IconButton>
          <div id={own} className="datefield-pop" hidden={!open}>
            {open ? (
              <DatePicker
                value={parseDate(typed)}
                defaultDate={parseDate(typed) ?? undefined}
                minDate={date.min}
                maxDate={date.max}
                onChange={onPick}
                locale={language}
                firstDayOfWeek={1}
                ariaLabels={{ previousMonth: '‹', nextMonth: '›' }}
              />
            ) : null}
          </div>
        </div>
      )}
    </Field>
  );
}
