import { createLink } from '@tanstack/react-router';
import type { Icon } from '@tabler/icons-react';
import type { AnchorHTMLAttributes, ReactNode } from 'react';
import { useLanguage, useT } from '../app/language.tsx';
import { texts } from '../app/texts.ts';
import { formatShort, formatWorkingTime } from './format.ts';
import { IconAlertTriangle, IconClock, IconClockPause } from './icons.ts';
import { type StateIcon, StateTag, type Tone } from './state-tag.tsx';

export type CounterTone = 'late' | 'soon' | 'plain';
type CounterProps = {
  icon: Icon;
  count: number | null;
  words: string;
  tone?: CounterTone;
  pressed: boolean;
  onPress: () => void;
  shortcut?: string;
};

/** A figure that is also the filter behind it. */
export function CounterFilter({
  icon: Shape,
  count,
  words,
  tone = 'plain',
  pressed,
  onPress,
  shortcut,
}: CounterProps) {
  return (
    <button
      type="button"
      className={`counter counter-${tone}`}
      aria-pressed={pressed}
      aria-keyshortcuts={shortcut}
      onClick={onPress}
    >
      <Shape className="i" aria-hidden="true" />
      <strong>{count ?? '–'}</strong> {words}
    </button>
  );
}

export type TimeLeftValue = {
  minutes: number;
  state: 'running' | 'paused' | 'ended';
  minutesPerDay?: number;
};
const SOON_MINUTES = 120;

/** Time left in WORKING hours: amber under two hours, basalt with icon when late, plain ink otherwise. */
export function TimeLeft({ value }: { value: TimeLeftValue }) {
  const t = useT(texts);
  const { language } = useLanguage();
  if (value.state === 'paused') {
    return (
      <span className="left left-paused">
        <IconClockPause className="i" aria-hidden="true" />
        {t('time.paused')}
      </span>
    );
  }
  const text = formatWorkingTime(value.minutes, language, value.minutesPerDay);
  if (value.minutes < 0) {
    return (
      <span className="left left-late">
        <IconAlertTriangle className="i" aria-hidden="true" />
        {t('time.late', { text })}
      </span>
    );
  }
  const soon = value.minutes < SOON_MINUTES;
  return (
    <span className={`left${soon ? ' left-soon' : ''}`}>
      {soon ? <IconClock className="i" aria-hidden="true" /> : null}
      {t('time.left', { text })}
    </span>
  );
}

export const RowLink = createLink((props: AnchorHTMLAttributes<HTMLAnchorElement>) => (
  <a {...props}>{props.children}</a>
));

type QueueRowProps = {
  link: ReactNode;
  who: string;
  code: string;
  left: TimeLeftValue | null;
  when: string;
  open: boolean;
  picked?: boolean;
  onPick?: (picked: boolean) => void;
  pickLabel: string;
};

/** One dossier of the queue: the link covers the row, the box picks it for work on many at once. */
export function QueueRow(props: QueueRowProps) {
  return (
    <li className="qrow" data-open={props.open}>
      {props.onPick ? (
        <span className="pick">
          <input
            type="checkbox"
            checked={props.picked ?? false}
            aria-label={props.pickLabel}
            onChange={(event) => props.onPick?.(event.target.checked)}
          />
        </span>
      ) : (
        <span />
      )}
      <div>
        {props.link}
        <small>
          {props.who} · <span className="num">{props.code}</span>
        </small>
      </div>
      <div className="due">
        {props.left ? <TimeLeft value={props.left} /> : null}
        <small>{props.when}</small>
      </div>
    </li>
  );
}

export type Dimension = { name: string; value: ReactNode; note?: ReactNode };

/** Business, money, delivery, national sync: four separate things, side by side. */
export function FourStates({ dimensions }: { dimensions: readonly Dimension[] }) {
  return (
    <dl className="card four">
      {dimensions.map((dimension) => (
        <div key={dimension.name}>
          <dt>{dimension.name}</dt>
          <dd>
            {dimension.value}
            {dimension.note ? <small>{dimension.note}</small> : null}
          </dd>
        </div>
      ))}
    </dl>
  );
}

export type ComponentLine = {
  id: string;
  name: string;
  note?: ReactNode;
  proof: ReactNode;
  proofNote?: ReactNode;
  verdict: { tone: Tone; icon: StateIcon; text: string } | { action: ReactNode };
  needsEyes?: boolean;
};

/** What the dossier consists of, what proves it, the verdict. Only what needs eyes is tinted. */
export function ComponentTable({
  title,
  aside,
  lines,
}: {
  title: string;
  aside?: string;
  lines: readonly ComponentLine[];
}) {
  const t = useT(texts);
  return (
    <section className="card">
      <div className="box-head">
        <h3>{title}</h3>
        {aside ? <span>{aside}</span> : null}
      </div>
      <div className="scroll-x">
        <table className="comp">
          <thead>
            <tr>
              <th scope="col">{t('component.what')}</th>
              <th scope="col">{t('component.proof')}</th>
              <th scope="col">{t('component.verdict')}</th>
            </tr>
          </thead>
          <tbody>
            {lines.map((line) => (
              <tr key={line.id} className={line.needsEyes ? 'needs-eyes' : undefined}>
                <td>
                  <strong>{line.name}</strong>
                  {line.note ? <small>{line.note}</small> : null}
                </td>
                <td>
                  {line.proof}
                  {line.proofNote ? <small>{line.proofNote}</small> : null}
                </td>
                <td>
                  {'action' in line.verdict ? (
                    line.verdict.action
                  ) : (
                    <StateTag tone={line.verdict.tone} icon={line.verdict.icon}>
                      {line.verdict.text}
                    </StateTag>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

export function PairsBox({
  title,
  pairs,
}: {
  title: string;
  pairs: readonly { name: string; value: ReactNode }[];
}) {
  return (
    <section className="card">
      <div className="box-head">
        <h3>{title}</h3>
      </div>
      <dl className="pairs">
        {pairs.map((pair) => (
          <div key={pair.name}>
            <dt>{pair.name}</dt>
            <dd>{pair.value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

export type EventLine = { id: string; at: string; text: string; note?: string };

/** What happened, newest first. */
export function EventList({
  title,
  aside,
  events,
}: {
  title: string;
  aside?: ReactNode;
  events: readonly EventLine[];
}) {
  return (
    <section className="card">
      <div className="box-head">
        <h3>{title}</h3>
        {aside}
      </div>
      <ol className="events">
        {events.map((event) => (
          <li key={event.id}>
            <time dateTime={event.at}>{formatShort(event.at)}</time>
            <span>
              {event.text}
              {event.note ? <small>{event.note}</small> : null}
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}

/** Fixed at the bottom; keys stand on the buttons; refusal apart on the right. */
export function ActionBar({
  children,
  apart,
  label,
}: {
  children: ReactNode;
  apart?: ReactNode;
  label: string;
}) {
  return (
    <div className="actionbar" role="toolbar" aria-label={label}>
      {children}
      {apart ? <span className="apart">{apart}</span> : null}
    </div>
  );
}
