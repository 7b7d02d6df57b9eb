import { createLink } from '@tanstack/react-router';
import type { AnchorHTMLAttributes, ReactNode } from 'react';
import { CaseSteps, type FourSteps } from './case-steps.tsx';
import { IconChevronRight } from './icons.ts';
import { type StateIcon, StateTag, type Tone } from './state-tag.tsx';

type TodoCardProps = {
  tag: { tone: Tone; icon: StateIcon; text: string };
  title: string;
  text: ReactNode;
  action: ReactNode;
};

/** The most urgent task: the one filled button of the page stands here. */
export function TodoCard({ tag, title, text, action }: TodoCardProps) {
  const edge = tag.tone === 'basalt' ? ' todo-late' : tag.tone === 'river' ? ' todo-calm' : '';
  return (
    <article className={`card todo${edge}`}>
      <StateTag tone={tag.tone} icon={tag.icon}>
        {tag.text}
      </StateTag>
      <h3>{title}</h3>
      <p>{text}</p>
      {action}
    </article>
  );
}

type RowProps = AnchorHTMLAttributes<HTMLAnchorElement> & {
  icon?: ReactNode;
  heading: ReactNode;
  note?: ReactNode;
};

function PlainLinkRow({ icon, heading, note, className, ...rest }: RowProps) {
  return (
    <a className={`linkrow ${className ?? ''}`} {...rest}>
      {icon}
      <span className="grow">
        <strong>{heading}</strong>
        {note ? <small>{note}</small> : null}
      </span>
      <IconChevronRight className="i" aria-hidden="true" />
    </a>
  );
}
export const LinkRow = createLink(PlainLinkRow);

type CaseRowProps = AnchorHTMLAttributes<HTMLAnchorElement> & {
  heading: string;
  code: string;
  standing: { tone: Tone; icon: StateIcon; text: string };
  steps: FourSteps;
  next: ReactNode;
};

function PlainCaseRow({ heading, code, standing, steps, next, ...rest }: CaseRowProps) {
  return (
    <a className="caserow" {...rest}>
      <div className="caserow-top">
        <div className="grow">
          <h3>{heading}</h3>
          <span className="code">{code}</span>
        </div>
        <StateTag tone={standing.tone} icon={standing.icon}>
          {standing.text}
        </StateTag>
      </div>
      <CaseSteps looks={steps} />
      <div className="next">{next}</div>
    </a>
  );
}
/** A dossier: title, state, four-step line and one sentence saying what happens next. */
export const CaseRow = createLink(PlainCaseRow);

export function Section({
  title,
  aside,
  children,
}: {
  title: string;
  aside?: ReactNode;
  children: ReactNode;
}) {
  return (
    <section>
      <div className="sec-head">
        <h2>{title}</h2>
        {aside}
      </div>
      {children}
    </section>
  );
}
