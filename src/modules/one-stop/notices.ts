import { openCase } from '#modules/dossier';
import { findPerson } from '#modules/person';
import type { Consumer } from '#platform/manifest';
import { sendNotice } from '#platform/notify';
import type { Ctx } from '#platform/runtime';

/** Which events a citizen is told of, by template code. */
const templates: Readonly<Record<string, string>> = {
  'dossier.submitted': 'dossier.submitted',
  'dossier.received': 'dossier.received',
  'dossier.refused': 'dossier.refused',
  'dossier.supplement_requested': 'dossier.supplement',
  'dossier.apologised': 'dossier.apology',
  'dossier.stopped': 'dossier.stopped',
  'dossier.issued': 'dossier.issued',
  'dossier.payment_short': 'dossier.payment_short',
};

const day = new Intl.DateTimeFormat('vi-VN', {
  timeZone: 'Asia/Ho_Chi_Minh',
  day: '2-digit',
  month: '2-digit',
  year: 'numeric',
});

async function tell(ctx: Ctx, event: { id: string; type: string; streamId: string }): Promise<void> {
  const template = templates[event.type];
  const file = await openCase(ctx, event.streamId);
  const personId = file.row.filer_person_id ?? file.row.applicant_person_id;
  if (!template || !personId) return;
  const person = await findPerson(ctx, personId);
  const contact = (kind: 'email' | 'phone') =>
    person?.contacts.find((item) => item.kind === kind)?.value ?? null;
  await sendNotice(ctx, {
    to: { personId },
    template,
    params: {
      code: file.row.code,
      procedure: file.row.title_vi,
      date: file.state.dueAt ? day.format(file.state.dueAt) : '',
    },
    about: `dossier:${file.row.id}`,
    link: `/ho-so/${file.row.id}`,
    dedupeKey: event.id,
    contacts: { email: contact('email'), phone: contact('phone') },
  });
}

export const noticeConsumer: Consumer = { name: 'one-stop.tell', types: Object.keys(templates), run: tell };
