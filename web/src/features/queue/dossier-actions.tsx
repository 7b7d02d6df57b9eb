import { useQueryClient } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { type Dossier, getDossier, listQueue, undoLast } from '#contract/dossier';
import { call, keyOf } from '../../app/api.ts';
import { useT } from '../../app/language.tsx';
import { useProblemText } from '../../app/problem.tsx';
import { Button } from '../../ui/button.tsx';
import { IconCheck, IconCircleX } from '../../ui/icons.ts';
import { type KeyAction, useKeys } from '../../ui/keys.tsx';
import { ActionBar } from '../../ui/office-pieces.tsx';
import { useToast } from '../../ui/toast.tsx';
import { ActionDialog } from './action-dialog.tsx';
import { offered, type Plan } from './action-plan.ts';
import { type Answers, send } from './send-action.ts';
import { texts } from './texts.ts';

/** After an act: the dossier is what the server answered; the list is asked again; the act can be undone. */
function useActs(dossier: Dossier) {
  const t = useT(texts);
  const toast = useToast();
  const queries = useQueryClient();
  const textOf = useProblemText();
  const [busy, setBusy] = useState(false);
  const keep = async (next: Dossier) => {
    queries.setQueryData(keyOf(getDossier, { params: { id: next.id } }), next);
    await queries.invalidateQueries({ queryKey: keyOf(listQueue) });
  };
  const undo = async (version: number) => {
    try {
      await keep(await call(undoLast, { params: { id: dossier.id }, body: { version } }));
      toast({ text: t('undone', { code: dossier.code }) });
    } catch (error) {
      toast({ text: textOf(error) });
    }
  };
  const act = async (plan: Plan, answers: Answers): Promise<boolean> => {
    setBusy(true);
    try {
      const next = await send(plan.action, dossier, answers);
      const text = t('done', { what: t(`do.${plan.action}`), code: dossier.code });
      toast({ text, undo: next.actions.includes('undo') ? () => void undo(next.version) : undefined });
      await keep(next);
      return true;
    } catch (error) {
      toast({ text: textOf(error) });
      await queries.invalidateQueries({ queryKey: keyOf(getDossier, { params: { id: dossier.id } }) });
      return false;
    } finally {
      setBusy(false);
    }
  };
  return { act, undo, busy };
}

type Props = { dossier: Dossier; onLook?: () => void };

/** What may be done now: one filled button, the others beside it, refusal apart; every one has its key. */
export function DossierActions({ dossier, onLook }: Props) {
  const t = useT(texts);
  const [asking, setAsking] = useState<Plan | null>(null);
  const { act, undo, busy } = useActs(dossier);
  const { main, others, refusing } = useMemo(() => offered(dossier.actions), [dossier.actions]);
  const press = (plan: Plan) => {
    if (plan.asks === 'nothing') void act(plan, {});
    else setAsking(plan);
  };
  const group = t('actions');
  const keys: KeyAction[] = [...(main ? [main] : []), ...others, ...refusing].map((plan) => ({
    key: plan.key,
    words: t(`do.${plan.action}`),
    group,
    run: () => press(plan),
  }));
  if (onLook) keys.push({ key: 'x', words: t('look.title'), group, run: onLook });
  if (dossier.actions.includes('undo')) {
    keys.push({ key: 'z', words: t('do.undo'), group, run: () => void undo(dossier.version) });
  }
  useKeys(keys);
  const button = (plan: Plan, kind: 'filled' | 'outline' | 'refusing') => (
    <Button
      key={plan.action}
      kind={kind}
      kbd={plan.key.toUpperCase()}
      busy={busy}
      icon={
        kind === 'filled' ? (
          <IconCheck className="i" aria-hidden="true" />
        ) : kind === 'refusing' ? (
          <IconCircleX className="i" aria-hidden="true" />
        ) : undefined
      }
      onClick={() => press(plan)}
    >
      {t(`do.${plan.action}`)}
    </Button>
  );
  return (
    <>
      <ActionBar
        label={group}
        apart={refusing.length > 0 ? refusing.map((plan) => button(plan, 'refusing')) : undefined}
      >
        {main ? button(main, 'filled') : null}
        {others.map((plan) => button(plan, 'outline'))}
        {dossier.actions.includes('undo') ? (
          <Button kind="quiet" kbd="Z" busy={busy} onClick={() => void undo(dossier.version)}>
            {t('do.undo')}
          </Button>
        ) : null}
      </ActionBar>
      <ActionDialog
        plan={asking}
        dossier={dossier}
        busy={busy}
        onClose={() => setAsking(null)}
        onSend={async (answers) => {
          if (asking && (await act(asking, answers))) setAsking(null);
        }}
      />
    </>
  );
}
