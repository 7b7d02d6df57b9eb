import type { z } from 'zod';
import type { DossierSummary } from '#contract/dossier';
import type { DraftSummary } from '#contract/filing';
import type { Translate } from '../../app/language.tsx';
import { ButtonLink } from '../../ui/button.tsx';
import { LinkRow } from '../../ui/citizen-pieces.tsx';
import { IconCashBanknote, IconPencil, IconUpload } from '../../ui/icons.ts';
import type { HomeTask } from '../home/home-view.tsx';
import type { texts } from './texts.ts';

type Say = Translate<typeof texts>;
type Pick = (text: { vi: string; en: string }) => string;

function supplementTask(dossier: DossierSummary, t: Say, pick: Pick): HomeTask {
  const title = pick(dossier.title);
  const params = { id: dossier.id };
  return {
    id: `supp-${dossier.id}`,
    tag: { tone: 'amber', icon: 'pause', text: t('todo.tag.supp') },
    title: t('do.supplement'),
    text: t('todo.supp', { title }),
    action: (
      <ButtonLink kind="filled" to="/ho-so/$id/bo-sung" params={params}>
        {t('do.supplement')}
      </ButtonLink>
    ),
    row: (
      <LinkRow
        to="/ho-so/$id/bo-sung"
        params={params}
        icon={<IconUpload className="i" aria-hidden="true" />}
        heading={t('do.supplement')}
        note={title}
      />
    ),
  };
}

function payTask(dossier: DossierSummary, t: Say, pick: Pick): HomeTask {
  const title = pick(dossier.title);
  const params = { id: dossier.id };
  return {
    id: `pay-${dossier.id}`,
    tag: { tone: 'amber', icon: 'clock', text: t('todo.tag.pay') },
    title: t('do.pay'),
    text: t('todo.pay', { title }),
    action: (
      <ButtonLink kind="filled" to="/ho-so/$id/thanh-toan" params={params}>
        {t('do.pay')}
      </ButtonLink>
    ),
    row: (
      <LinkRow
        to="/ho-so/$id/thanh-toan"
        params={params}
        icon={<IconCashBanknote className="i" aria-hidden="true" />}
        heading={t('do.pay')}
        note={title}
      />
    ),
  };
}

function draftTask(draft: z.infer<typeof DraftSummary>, t: Say, pick: Pick): HomeTask {
  const title = pick(draft.title);
  const params = { id: draft.id, trang: draft.page ?? 'bat-dau' };
  return {
    id: `draft-${draft.id}`,
    tag: { tone: 'river', icon: 'info', text: t('todo.tag.draft') },
    title,
    text: t('todo.draft', { title }),
    action: (
      <ButtonLink kind="filled" to="/nop-ho-so/$id/$trang" params={params}>
        {t('do.resume')}
      </ButtonLink>
    ),
    row: (
      <LinkRow
        to="/nop-ho-so/$id/$trang"
        params={params}
        icon={<IconPencil className="i" aria-hidden="true" />}
        heading={title}
        note={t('todo.tag.draft')}
      />
    ),
  };
}

const unpaid = new Set<DossierSummary['states']['money']>(['due', 'pending', 'short']);
const ended = new Set<DossierSummary['states']['business']>(['issued', 'refused', 'withdrawn', 'stopped']);

/** What needs the person, most urgent first: a stopped clock, a fee, an unfinished draft. */
export function tasksOf(
  found: { dossiers: readonly DossierSummary[]; drafts: readonly z.infer<typeof DraftSummary>[] },
  t: Say,
  pick: Pick,
): HomeTask[] {
  const supplements = found.dossiers.filter((one) => one.states.business === 'supplement');
  const fees = found.dossiers.filter(
    (one) => unpaid.has(one.states.money) && !ended.has(one.states.business),
  );
  return [
    ...supplements.map((one) => supplementTask(one, t, pick)),
    ...fees.map((one) => payTask(one, t, pick)),
    ...found.drafts.map((one) => draftTask(one, t, pick)),
  ];
}
