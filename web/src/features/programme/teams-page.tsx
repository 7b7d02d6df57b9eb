import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { endMember, getMemberContact, listTeams, teamLevels } from '#contract/programme';
import { type AnswerOf, call, useRead, useWrite } from '../../app/api.ts';
import { useT } from '../../app/language.tsx';
import { useToday } from '../../app/now.ts';
import { PageError } from '../../app/problem.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/field.tsx';
import { formatDate, formatPhone } from '../../ui/format.ts';
import { IconDownload, IconPlus } from '../../ui/icons.ts';
import { EmptyState, SkeletonRows } from '../../ui/states.tsx';
import { StateTag } from '../../ui/state-tag.tsx';
import { downloadCsv } from '../../ui/table-memory.ts';
import { ProgrammeFrame } from './frame.tsx';
import { MemberForm, TeamForm } from './team-forms.tsx';
import { more } from './texts-more.ts';
import { texts } from './texts.ts';
import { Box, DemoTag, Pick, Problem, useDone } from './words.tsx';

type Answer = AnswerOf<typeof listTeams>;
type Team = Answer['items'][number];
type Member = Team['members'][number];
type Asked = { kind: 'team' } | { kind: 'member'; team: Team } | { kind: 'end'; member: Member };

export function TeamsPage() {
  const m = useT(more);
  const navigate = useNavigate();
  const search = useSearch({ strict: false }) as TeamSearch;
  const found = useRead(listTeams, {
    query: {
      search: search.q,
      level: teamLevels.find((level) => level === search.cap),
      ending: search.het === 'true' ? 60 : undefined,
      limit: 500,
    },
  });
  const [asked, setAsked] = useState<Asked | null>(null);
  const go = (part: TeamSearch) =>
    void navigate({ to: '/can-bo/chuong-trinh/to-cong-tac', search: { ...search, ...part }, replace: true });
  return (
    <ProgrammeFrame>
      <Tools answer={found.data} search={search} go={go} onAdd={() => setAsked({ kind: 'team' })} />
      <h2 className="sr">{m('teams')}</h2>
      {found.error ? <PageError error={found.error} onRetry={() => void found.refetch()} /> : null}
      {found.isPending ? <SkeletonRows count={6} /> : null}
      {found.data?.items.length === 0 ? <EmptyState title={m('teams')} /> : null}
      <TeamBoxes answer={found.data} onAsk={setAsked} />
      <AskedDialog asked={asked} onClose={() => setAsked(null)} />
    </ProgrammeFrame>
  );
}

type TeamSearch = { q?: string; cap?: string; het?: string };
type ToolsProps = {
  answer: Answer | undefined;
  search: TeamSearch;
  go: (part: TeamSearch) => void;
  onAdd: () => void;
};

function Tools({ answer, search, go, onAdd }: ToolsProps) {
  const m = useT(more);
  return (
    <div className="prog-tools">
      <label className="osearch">
        <span className="sr">{m('fullName')}</span>
        <input
          type="search"
          placeholder={`${m('fullName')}, ${m('teamName').toLowerCase()}`}
          value={search.q ?? ''}
          onChange={(event) => go({ q: event.target.value || undefined })}
        />
      </label>
      <Pick
        label={m('level')}
        value={search.cap ?? ''}
        onChange={(cap) => go({ cap: cap || undefined })}
        options={[
          { value: '', label: m('allLevels') },
          ...teamLevels.map((value) => ({ value, label: m(`level.${value}`) })),
        ]}
      />
      <button
        type="button"
        className="counter counter-soon"
        aria-pressed={search.het === 'true'}
        onClick={() => go({ het: search.het === 'true' ? undefined : 'true' })}
      >
        {m('endingSoon', { n: answer?.endingSoon ?? 0 })}
      </button>
      <span className="grow" />
      <ExportTeams teams={answer?.items ?? []} />
      {answer?.canManage ? (
        <Button kind="filled" icon={<IconPlus className="i" aria-hidden="true" />} onClick={onAdd}>
          {m('addTeam')}
        </Button>
      ) : null}
    </div>
  );
}

function TeamBoxes({ answer, onAsk }: { answer: Answer | undefined; onAsk: (asked: Asked) => void }) {
  return (
    <div className="two">
      {(answer?.items ?? []).map((team) => (
        <TeamBox key={team.id} team={team} answer={answer} onAsk={onAsk} />
      ))}
    </div>
  );
}

function AskedDialog({ asked, onClose }: { asked: Asked | null; onClose: () => void }) {
  const m = useT(more);
  const titles = { team: m('addTeam'), member: m('addMember'), end: m('endMember') };
  return (
    <Dialog open={asked !== null} onClose={onClose} title={asked ? titles[asked.kind] : ''}>
      {asked?.kind === 'team' ? <TeamForm onDone={onClose} /> : null}
      {asked?.kind === 'member' ? <MemberForm teamId={asked.team.id} onDone={onClose} /> : null}
      {asked?.kind === 'end' ? <EndForm member={asked.member} onDone={onClose} /> : null}
    </Dialog>
  );
}

type BoxProps = { team: Team; answer: Answer | undefined; onAsk: (asked: Asked) => void };

function TeamBox({ team, answer, onAsk }: BoxProps) {
  const m = useT(more);
  return (
    <Box
      title={`${team.name}, ${team.placeName}`}
      side={
        <>
          {team.placeNow ? <span>{m('placeNow', { name: team.placeNow })}</span> : null}
          <StateTag tone="neutral" icon="info">
            {m(`level.${team.level}`)}
          </StateTag>
          {team.demonstration ? <DemoTag /> : null}
        </>
      }
    >
      <p className="pad mut">
        {team.decision}, {formatDate(team.validFrom)} –{' '}
        {team.validTo ? formatDate(team.validTo) : m('openEnded')}
      </p>
      <ul className="prog-history">
        {team.members.map((member) => (
          <MemberLine key={member.id} member={member} answer={answer} onAsk={onAsk} />
        ))}
      </ul>
      {answer?.canManage ? (
        <p className="pad">
          <Button onClick={() => onAsk({ kind: 'member', team })}>
            {m('addMember')}
            <span className="sr"> {team.name}</span>
          </Button>
        </p>
      ) : null}
    </Box>
  );
}

type LineProps = { member: Member; answer: Answer | undefined; onAsk: (asked: Asked) => void };

function MemberLine({ member, answer, onAsk }: LineProps) {
  const m = useT(more);
  return (
    <li className={member.isRunning ? undefined : 'mut'}>
      <strong>{member.fullName}</strong>, {m(`m.${member.role}`).toLowerCase()}
      <small>
        {member.position} · {formatDate(member.validFrom)} –{' '}
        {member.validTo ? formatDate(member.validTo) : m('openEnded')}
        {member.endReason ? ` (${member.endReason})` : ''}
      </small>
      <span className="cluster">
        {answer?.canSeeContact ? <Contact member={member} /> : null}
        {answer?.canManage && member.isRunning && member.endReason === null ? (
          <button type="button" className="btn-link" onClick={() => onAsk({ kind: 'end', member })}>
            {m('endMember')}
            <span className="sr"> {member.fullName}</span>
          </button>
        ) : null}
      </span>
    </li>
  );
}

/** Shown when asked for, so that each look is in the log. */
function Contact({ member }: { member: Member }) {
  const m = useT(more);
  const [shown, setShown] = useState<string | null>(null);
  const show = async () => {
    const { phone, email } = await call(getMemberContact, { params: { id: member.id } });
    const words = [phone ? formatPhone(phone) : null, email].filter(Boolean).join(', ');
    setShown(words || m('contactNone'));
  };
  if (shown !== null) return <span>{shown}</span>;
  return (
    <button type="button" className="btn-link" onClick={() => void show()}>
      {m('contactShow')}
      <span className="sr"> {member.fullName}</span>
    </button>
  );
}

function EndForm({ member, onDone }: { member: Member; onDone: () => void }) {
  const t = useT(texts);
  const m = useT(more);
  const today = useToday();
  const [reason, setReason] = useState('');
  const write = useWrite(endMember, { onSuccess: useDone(onDone) });
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        write.mutate({ input: { params: { id: member.id }, body: { on: today, reason } } });
      }}
    >
      <p>{member.fullName}</p>
      <Problem error={write.error} />
      <TextField
        label={t('reason')}
        required
        value={reason}
        onChange={(event) => setReason(event.target.value)}
      />
      <Button kind="filled" type="submit" busy={write.isPending}>
        {m('endMember')}
      </Button>
    </form>
  );
}

function ExportTeams({ teams }: { teams: readonly Team[] }) {
  const m = useT(more);
  const rows = teams.flatMap((team) => team.members.map((member) => ({ team, member })));
  type Row = (typeof rows)[number];
  const column = (id: string, name: string, text: (row: Row) => string) => ({ id, name, text, show: text });
  return (
    <Button
      icon={<IconDownload className="i" aria-hidden="true" />}
      onClick={() =>
        downloadCsv(
          'to-cong-tac',
          [
            column('level', m('level'), (row) => m(`level.${row.team.level}`)),
            column('team', m('teamName'), (row) => row.team.name),
            column('place', m('place'), (row) => row.team.placeName),
            column('name', m('fullName'), (row) => row.member.fullName),
            column('position', m('position'), (row) => row.member.position),
            column('role', m('memberRole'), (row) => m(`m.${row.member.role}`)),
            column('from', m('termFrom'), (row) => formatDate(row.member.validFrom)),
            column('to', m('termTo'), (row) => formatDate(row.member.validTo)),
          ],
          rows,
        )
      }
    >
      CSV
    </Button>
  );
}
