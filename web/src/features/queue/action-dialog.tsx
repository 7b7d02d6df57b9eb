import { useState } from 'react';
import { type Dossier, listColleagues } from '#contract/dossier';
import { useRead } from '../../app/api.ts';
import { usePick, useT } from '../../app/language.tsx';
import { texts as appTexts } from '../../app/texts.ts';
import { Button } from '../../ui/button.tsx';
import { DateField } from '../../ui/date-field.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { AreaField, ChecksField, RadioField, TextField } from '../../ui/field.tsx';
import { SkeletonCard } from '../../ui/states.tsx';
import type { AskFor, Plan } from './action-plan.ts';
import type { Answers } from './send-action.ts';
import { texts } from './texts.ts';

type DialogProps = {
  plan: Plan | null;
  dossier: Dossier;
  busy: boolean;
  onClose: () => void;
  onSend: (answers: Answers) => Promise<void>;
};

/** Asks what an act needs: a reason with its ground, what is missing, to whom, until when. */
export function ActionDialog({ plan, onClose, ...rest }: DialogProps) {
  const t = useT(texts);
  return (
    <Dialog open={plan !== null} onClose={onClose} title={plan ? t(`do.${plan.action}`) : ''}>
      {plan ? <AskForm key={plan.action} plan={plan} onClose={onClose} {...rest} /> : null}
    </Dialog>
  );
}

type Draft = {
  reason: string;
  legalGround: string;
  note: string;
  lines: string;
  components: string[];
  assigneeId: string;
  newDay: string;
  way: 'electronic' | 'counter' | 'postal';
};
const empty: Draft = {
  reason: '',
  legalGround: '',
  note: '',
  lines: '',
  components: [],
  assigneeId: '',
  newDay: '',
  way: 'electronic',
};
type Name = keyof Draft;

const needed: Record<AskFor, readonly Name[]> = {
  nothing: [],
  note: [],
  reason: ['reason', 'legalGround'],
  supplement: ['lines', 'reason', 'legalGround'],
  assignee: ['assigneeId'],
  apology: ['reason', 'newDay'],
  delivery: ['way'],
};
/** These acts want a reason, but no legal ground: sending back, proposing a refusal. */
const withoutGround = new Set(['return', 'proposeRefusal']);

function missingOf(plan: Plan, draft: Draft): Name[] {
  return needed[plan.asks].filter((name) => {
    if (name === 'legalGround' && withoutGround.has(plan.action)) return false;
    return String(draft[name]).trim() === '';
  });
}

function answersOf(plan: Plan, draft: Draft, dossier: Dossier): Answers {
  const { reason, legalGround, note, assigneeId, way } = draft;
  const lines = draft.lines
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
  const again = dossier.components.filter((component) => draft.components.includes(component.key));
  const items = [
    ...lines.map((text, index) => ({ componentKey: again[index]?.key ?? null, text })),
    ...again
      .slice(lines.length)
      .map((component) => ({ componentKey: component.key, text: component.name.vi })),
  ];
  const base = { reason, legalGround, note };
  if (plan.asks === 'supplement') return { ...base, items };
  if (plan.asks === 'assignee') return { ...base, assigneeId };
  if (plan.asks === 'apology') return { ...base, newDueAt: `${draft.newDay}T17:00:00+07:00` };
  return plan.asks === 'delivery' ? { ...base, way } : base;
}

function AskForm({ plan, dossier, busy, onClose, onSend }: DialogProps & { plan: Plan }) {
  const t = useT(texts);
  const app = useT(appTexts);
  const [draft, setDraft] = useState<Draft>(empty);
  const [missing, setMissing] = useState<readonly Name[]>([]);
  const set = <N extends Name>(name: N, value: Draft[N]) => setDraft((now) => ({ ...now, [name]: value }));
  const error = (name: Name) => (missing.includes(name) ? app('field.required') : undefined);
  const submit = () => {
    const found = missingOf(plan, draft);
    setMissing(found);
    if (found.length === 0) void onSend(answersOf(plan, draft, dossier));
  };
  return (
    <form
      className="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <AskFields {...{ plan, dossier, draft, set, error }} />
      <div className="cluster">
        <Button kind={plan.refusing ? 'refusing' : 'filled'} type="submit" busy={busy}>
          {t(`do.${plan.action}`)}
        </Button>
        <Button onClick={onClose}>{app('action.cancel')}</Button>
      </div>
    </form>
  );
}

type FieldsProps = {
  plan: Plan;
  dossier: Dossier;
  draft: Draft;
  set: <N extends Name>(name: N, value: Draft[N]) => void;
  error: (name: Name) => string | undefined;
};

function AskFields(props: FieldsProps) {
  const { plan } = props;
  if (plan.asks === 'assignee') return <Colleagues {...props} />;
  if (plan.asks === 'delivery') return <Delivery {...props} />;
  if (plan.asks === 'note') return <NoteField {...props} />;
  return (
    <>
      {plan.asks === 'supplement' ? <Missing {...props} /> : null}
      <Reason {...props} />
      {plan.asks === 'apology' ? <NewDay {...props} /> : null}
    </>
  );
}

function NoteField({ draft, set }: FieldsProps) {
  const t = useT(texts);
  return (
    <AreaField
      label={t('ask.note')}
      optional
      value={draft.note}
      onChange={(event) => set('note', event.target.value)}
    />
  );
}

function Reason({ plan, draft, set, error }: FieldsProps) {
  const t = useT(texts);
  return (
    <>
      <AreaField
        label={t('ask.reason')}
        hint={t('ask.reasonHint')}
        value={draft.reason}
        error={error('reason')}
        onChange={(event) => set('reason', event.target.value)}
      />
      {plan.asks === 'apology' || withoutGround.has(plan.action) ? null : (
        <TextField
          label={t('ask.law')}
          hint={t('ask.lawHint')}
          value={draft.legalGround}
          error={error('legalGround')}
          onChange={(event) => set('legalGround', event.target.value)}
        />
      )}
    </>
  );
}

function Missing({ dossier, draft, set, error }: FieldsProps) {
  const t = useT(texts);
  const pick = usePick();
  return (
    <>
      <AreaField
        label={t('ask.items')}
        hint={t('ask.itemsHint')}
        value={draft.lines}
        error={error('lines')}
        onChange={(event) => set('lines', event.target.value)}
      />
      <ChecksField
        label={t('ask.component')}
        optional
        options={dossier.components.map((component) => ({
          value: component.key,
          label: pick(component.name),
        }))}
        value={draft.components}
        onChange={(components) => set('components', components)}
      />
    </>
  );
}

function NewDay({ draft, set, error }: FieldsProps) {
  const t = useT(texts);
  return (
    <DateField
      label={t('ask.newDue')}
      value={draft.newDay}
      error={error('newDay')}
      onChange={(day) => set('newDay', day)}
    />
  );
}

const ways = ['electronic', 'counter', 'postal'] as const;

function Delivery({ draft, set }: FieldsProps) {
  const t = useT(texts);
  return (
    <RadioField
      label={t('ask.way')}
      options={ways.map((way) => ({ value: way, label: t(`way.${way}`) }))}
      value={draft.way}
      onChange={(way) => set('way', way as Draft['way'])}
    />
  );
}

function Colleagues({ dossier, draft, set, error }: FieldsProps) {
  const t = useT(texts);
  const found = useRead(listColleagues, { params: { id: dossier.id } });
  if (!found.data) return <SkeletonCard lines={3} />;
  return (
    <RadioField
      label={t('ask.who')}
      error={error('assigneeId')}
      options={found.data.items.map((one) => ({
        value: one.id,
        label: one.name,
        note: t('ask.whoLoad', { title: one.title, n: one.openDossiers }),
      }))}
      value={draft.assigneeId}
      onChange={(id) => set('assigneeId', id)}
    />
  );
}
