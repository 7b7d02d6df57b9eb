import { Link } from '@tanstack/react-router';
import { type FormEvent, type ReactNode, useState } from 'react';
import { useT } from '../../app/language.tsx';
import type { FourSteps } from '../../ui/case-steps.tsx';
import { CaseRow, LinkRow, Section, TodoCard } from '../../ui/citizen-pieces.tsx';
import { formatDateTime } from '../../ui/format.ts';
import {
  IconBabyCarriage,
  IconChevronRight,
  IconEye,
  IconFileText,
  IconCandle,
  IconHeartHandshake,
  IconId,
  IconSearch,
  IconShieldCheck,
  IconTruck,
} from '../../ui/icons.ts';
import { HexTexture } from '../../ui/mark.tsx';
import { type StateIcon, StateTag, type Tone } from '../../ui/state-tag.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { texts } from './texts.ts';

export type HomeTask = {
  id: string;
  tag: { tone: Tone; icon: StateIcon; text: string };
  title: string;
  text: string;
  action: ReactNode;
  /** The same task as a row, when another is more urgent. */
  row: ReactNode;
};
export type HomeCase = {
  id: string;
  title: string;
  code: string;
  state: { tone: Tone; icon: StateIcon; text: string };
  steps: FourSteps;
  next: string;
};
export type HomePaper = {
  id: string;
  title: string;
  note: string;
  kind: 'identity' | 'insurance' | 'document';
};
export type Look = {
  id: string;
  office: string;
  purpose: string;
  at: string;
  /** Emergency access, approved by a second officer. */
  emergency?: boolean;
};
export type HomeProps = {
  tasks: readonly HomeTask[];
  cases: readonly HomeCase[];
  caseCount: number;
  papers: readonly HomePaper[];
  looks: readonly Look[];
  lookCount: number;
  onFind: (text: string) => void;
};

const lifeEvents = [
  { words: 'life.birth', find: 'khai sinh', icon: IconBabyCarriage },
  { words: 'life.move', find: 'tạm trú', icon: IconTruck },
  { words: 'life.marry', find: 'kết hôn', icon: IconHeartHandshake },
  { words: 'life.id', find: 'căn cước', icon: IconId },
  { words: 'life.death', find: 'khai tử', icon: IconCandle },
] as const;

export function FindBox({ onFind, initial = '' }: { onFind: (text: string) => void; initial?: string }) {
  const t = useT(texts);
  const [text, setText] = useState(initial);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onFind(text.trim());
  };
  return (
    <search>
      <form className="findbox" onSubmit={submit}>
        <IconSearch className="i" aria-hidden="true" />
        <input
          type="search"
          aria-label={t('find')}
          placeholder={t('find')}
          value={text}
          onChange={(event) => setText(event.target.value)}
          enterKeyHint="search"
        />
      </form>
    </search>
  );
}

export function LifeEvents() {
  const t = useT(texts);
  return (
    <div className="chips">
      {lifeEvents.map(({ words, find, icon: Shape }) => (
        <Link key={words} className="chip" to="/thu-tuc" search={{ q: find }}>
          <Shape className="i" aria-hidden="true" />
          {t(words)}
        </Link>
      ))}
    </div>
  );
}

export function LookRow({ look }: { look: Look }) {
  const t = useT(texts);
  return (
    <li className="look">
      <IconEye className="i" aria-hidden="true" />
      <div>
        <strong>{look.office}</strong>
        <span>{look.purpose}</span>
        <span>{formatDateTime(look.at)}</span>
        {look.emergency ? (
          <StateTag tone="basalt" icon="late">
            {t('looks.emergency')}
          </StateTag>
        ) : null}
      </div>
    </li>
  );
}

const paperIcons = { identity: IconId, insurance: IconShieldCheck, document: IconFileText } as const;

export function PaperTile({ paper }: { paper: HomePaper }) {
  const Shape = paperIcons[paper.kind];
  return (
    <Link
      className={`card paper${paper.kind === 'identity' ? ' paper-id' : ''}`}
      to="/giay-to/$id"
      params={{ id: paper.id }}
    >
      {paper.kind === 'identity' ? <HexTexture /> : null}
      <Shape className="i" aria-hidden="true" />
      <strong>{paper.title}</strong>
      <small>{paper.note}</small>
    </Link>
  );
}

function Tasks({ tasks }: { tasks: readonly HomeTask[] }) {
  const t = useT(texts);
  const [first, ...rest] = tasks;
  if (!first) return null;
  return (
    <Section title={t('todo')} aside={<span className="aside">{t('todo.count', { n: tasks.length })}</span>}>
      <div className="stack-sm">
        <TodoCard tag={first.tag} title={first.title} text={first.text} action={first.action} />
        {rest.map((task) => (
          <div key={task.id} className="card">
            {task.row}
          </div>
        ))}
      </div>
    </Section>
  );
}

function Cases({ cases, caseCount }: Pick<HomeProps, 'cases' | 'caseCount'>) {
  const t = useT(texts);
  const all = (
    <Link className="aside" to="/ho-so">
      {t('cases.all', { n: caseCount })}
    </Link>
  );
  return (
    <Section title={t('cases')} aside={caseCount > 0 ? all : undefined}>
      <div className="card rows">
        {cases.map((one) => (
          <CaseRow
            key={one.id}
            to="/ho-so/$id"
            params={{ id: one.id }}
            heading={one.title}
            code={one.code}
            standing={one.state}
            steps={one.steps}
            next={one.next}
          />
        ))}
        {cases.length === 0 ? <EmptyState title={t('cases.none')}>{t('cases.noneText')}</EmptyState> : null}
      </div>
    </Section>
  );
}

function Papers({ papers }: Pick<HomeProps, 'papers'>) {
  const t = useT(texts);
  return (
    <Section
      title={t('papers')}
      aside={
        <Link className="aside" to="/giay-to">
          {t('papers.all')}
        </Link>
      }
    >
      {papers.length === 0 ? (
        <p className="card pad mut">{t('papers.none')}</p>
      ) : (
        <div className="papers">
          {papers.map((paper) => (
            <PaperTile key={paper.id} paper={paper} />
          ))}
        </div>
      )}
    </Section>
  );
}

function Looks({ looks, lookCount }: Pick<HomeProps, 'looks' | 'lookCount'>) {
  const t = useT(texts);
  return (
    <Section title={t('looks')}>
      <div className="card rows">
        {looks.length === 0 ? (
          <p className="pad mut">{t('looks.none')}</p>
        ) : (
          <ul className="rows">
            {looks.map((look) => (
              <LookRow key={look.id} look={look} />
            ))}
          </ul>
        )}
        <Link className="rowfoot" to="/ai-da-xem">
          {lookCount > 0 ? t('looks.count', { n: lookCount }) : t('looks.all')}
          <IconChevronRight className="i" aria-hidden="true" />
        </Link>
      </div>
    </Section>
  );
}

/** The first screen of a person: search, what needs me, my dossiers, my papers, who looked. */
export function HomeView(props: HomeProps) {
  const t = useT(texts);
  return (
    <>
      <div>
        <FindBox onFind={props.onFind} />
        <LifeEvents />
      </div>
      <div className="cz-two">
        <div className="cz-col">
          <Tasks tasks={props.tasks} />
          <Cases cases={props.cases} caseCount={props.caseCount} />
        </div>
        <div className="cz-col">
          <Papers papers={props.papers} />
          <Looks looks={props.looks} lookCount={props.lookCount} />
        </div>
      </div>
      <p className="cz-help">{t('help')}</p>
    </>
  );
}

/** Before sign-in: what one can do here, and the two things that need no account. */
export function GuestView({ onFind, signIn }: { onFind: (text: string) => void; signIn: ReactNode }) {
  const t = useT(texts);
  return (
    <>
      <p className="cz-lead">{t('guestLead')}</p>
      <div>
        <FindBox onFind={onFind} />
        <LifeEvents />
      </div>
      {signIn}
      <div className="card rows">
        <LinkRow
          to="/tra-cuu"
          icon={<IconSearch className="i" aria-hidden="true" />}
          heading={t('track')}
          note={t('trackNote')}
        />
        <LinkRow
          to="/xac-minh"
          icon={<IconShieldCheck className="i" aria-hidden="true" />}
          heading={t('verify')}
          note={t('verifyNote')}
        />
      </div>
      <p className="cz-help">{t('help')}</p>
    </>
  );
}
