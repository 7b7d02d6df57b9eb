import {
  type Answer,
  type Asked,
  formatTime,
  html,
  type Markup,
  maskNumber,
  page,
  readCookie,
  readForm,
  type Route,
  seeOther,
} from '../kit/index.ts';
import { AUTH_LEVELS } from './claims.ts';
import type { Confirmation, Confirmations } from './confirmations.ts';
import type { Account, Accounts } from './people.ts';

const COOKIE = 'vneid_dien_thoai';
const BRAND = 'Điện thoại thử nghiệm';

export interface PhoneParts {
  accounts: Accounts;
  confirmations: Confirmations;
}

/** The simulated phone: whoever holds it sees what systems ask of that person, and answers. */
export function phoneRoutes(parts: PhoneParts): Route[] {
  return [
    { method: 'GET', path: '/', calm: true, handle: () => seeOther('/dien-thoai') },
    {
      method: 'GET',
      path: '/dien-thoai',
      calm: true,
      handle: (asked) => {
        const account = holder(parts, asked);
        return account ? phonePage(parts, account) : choosePage(parts);
      },
    },
    { method: 'POST', path: '/dien-thoai', calm: true, handle: (asked) => choose(parts, asked) },
    { method: 'POST', path: '/dien-thoai/tra-loi/:id', calm: true, handle: (asked) => answer(parts, asked) },
  ];
}

function holder(parts: PhoneParts, asked: Asked): Account | undefined {
  const techId = readCookie(asked, COOKIE);
  return techId ? parts.accounts.ofTechId(techId) : undefined;
}

function choose(parts: PhoneParts, asked: Asked): Answer {
  const form = readForm(asked);
  const query = (form.get('query') ?? '').replace(/[\s.]/g, '');
  const account = query ? parts.accounts.ofNumber(query) : parts.accounts.ofTechId(form.get('account') ?? '');
  if (form.get('action') === 'leave') {
    return seeOther('/dien-thoai', { 'set-cookie': `${COOKIE}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0` });
  }
  if (!account) return choosePage(parts, 'Không có tài khoản VNeID nào với số này.');
  return seeOther('/dien-thoai', {
    'set-cookie': `${COOKIE}=${account.techId}; Path=/; HttpOnly; SameSite=Lax`,
  });
}

async function answer(parts: PhoneParts, asked: Asked): Promise<Answer> {
  const account = holder(parts, asked);
  if (!account) return seeOther('/dien-thoai');
  const form = readForm(asked);
  const level = AUTH_LEVELS.find((known) => known.level === Number(form.get('authLevel'))) ?? AUTH_LEVELS[0];
  const decision = form.get('decision') === 'approved' ? 'approved' : 'refused';
  const taken = await parts.confirmations.decide(asked.params.id ?? '', account.techId, {
    decision,
    authLevel: level?.level ?? 1,
  });
  if (taken) return seeOther('/dien-thoai');
  return phonePage(
    parts,
    account,
    'Chưa ghi nhận: yêu cầu đã hết hạn, đã được trả lời, hoặc cần mức xác thực cao hơn.',
  );
}

function choosePage(parts: PhoneParts, problem?: string): Answer {
  const waiting = new Map(parts.confirmations.waiting().map(({ account }) => [account.techId, account]));
  const people = [
    ...waiting.values(),
    ...parts.accounts.featured().filter(({ techId }) => !waiting.has(techId)),
  ];
  const body = html`<div class="stack"><h1>Điện thoại của ai?</h1>
${problem ? html`<p class="note bad" role="status">${problem}</p>` : ''}
<form method="post" class="tight" role="search"><label for="query">Tìm theo số định danh cá nhân</label>
<div class="row"><input id="query" name="query" type="text" inputmode="numeric" autocomplete="off" maxlength="16"><button class="btn">Mở</button></div></form>
<form method="post" class="stack"><fieldset class="tight"><legend>Nhân vật thử nghiệm</legend>${people.map(
    (
      account,
      index,
    ) => html`<label class="pick"><input type="radio" name="account" value="${account.techId}"${index === 0 ? html` checked` : ''}>
<span class="who"><span class="name">${account.person.fullName}</span><span class="small mut">${account.person.title ? `${account.person.title} · ` : ''}${maskNumber(account.person.number)}</span>
${waiting.has(account.techId) ? html`<span class="tag wait">Có yêu cầu chờ</span>` : ''}</span></label>`,
  )}</fieldset><button class="btn main wide">Mở điện thoại</button></form></div>`;
  return page({ brand: BRAND, title: 'Điện thoại của ai', body, width: 'phone' });
}

function phonePage(parts: PhoneParts, account: Account, problem?: string): Answer {
  const all = parts.confirmations.ofAccount(account.techId);
  const pending = all.filter((confirmation) => parts.confirmations.stateOf(confirmation) === 'pending');
  const past = all.filter((confirmation) => !pending.includes(confirmation));
  const body = html`<div class="stack">
<div class="row between"><h1>${account.person.fullName}</h1>
<form method="post"><button class="btn" name="action" value="leave">Đổi người</button></form></div>
${problem ? html`<p class="note bad" role="status">${problem}</p>` : ''}
<div class="row between"><h2>Yêu cầu chờ bạn</h2><a class="btn" href="/dien-thoai">Làm mới</a></div>
${pending.length > 0 ? pending.map(question) : html`<p class="mut">Hiện không có yêu cầu nào.</p>`}
${past.length > 0 ? html`<h2>Đã trả lời</h2>${past.map((confirmation) => settled(parts, confirmation))}` : ''}</div>`;
  return page({ brand: BRAND, title: 'Yêu cầu xác nhận', body, width: 'phone' });
}

function question(confirmation: Confirmation): Markup {
  const levels = AUTH_LEVELS.filter(({ level }) => level >= confirmation.minAuthLevel);
  return html`<form class="card stack" method="post" action="/dien-thoai/tra-loi/${confirmation.id}">
<div class="tight"><p class="small mut">${confirmation.client.name} · ${formatTime(confirmation.askedAt)}</p>
<p><b>${confirmation.purpose === 'step_up' ? 'Xác nhận đó là bạn' : 'Xin sự đồng ý của bạn'}</b></p>
<p>${confirmation.text}</p></div>
<div class="tight"><label for="level-${confirmation.id}">Cách xác thực</label>
<select id="level-${confirmation.id}" name="authLevel">${levels.map(({ level, label }) => html`<option value="${level}">${label}</option>`)}</select></div>
<button class="btn main wide" name="decision" value="approved">Đồng ý</button>
<button class="btn bad wide" name="decision" value="refused">Từ chối</button></form>`;
}

const STATES = {
  approved: { tag: 'good', label: 'Đã đồng ý' },
  refused: { tag: 'bad', label: 'Đã từ chối' },
  expired: { tag: '', label: 'Hết hạn' },
  pending: { tag: 'wait', label: 'Đang chờ' },
} as const;

function settled(parts: PhoneParts, confirmation: Confirmation): Markup {
  const state = STATES[parts.confirmations.stateOf(confirmation)];
  return html`<div class="card tight"><p>${confirmation.text}</p><p class="small mut">${confirmation.client.name} · ${formatTime(confirmation.askedAt)}</p><span class="tag ${state.tag}">${state.label}</span></div>`;
}
