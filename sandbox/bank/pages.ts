import {
  type Answer,
  type Asked,
  formatDong,
  formatTime,
  html,
  type Markup,
  page,
  readForm,
  Refusal,
  type Route,
  seeOther,
} from '../kit/index.ts';
import type { Book, Entry, Intent } from './book.ts';
import { plainPurpose } from './vietqr.ts';

const BRAND = 'Ngân hàng Cao Nguyên';
const ACCOUNT = /^\d{6,19}$/;

export interface DeskParts {
  book: Book;
  notify: (entry: Entry, delayMs?: number) => void;
  draw: () => number;
  lateMs: number;
}

interface Way {
  id: string;
  label: string;
  amounts: (intent: Intent) => number[];
  describe: (intent: Intent, draw: () => number) => string;
  isLate?: boolean;
}

function exactly(intent: Intent): string {
  return plainPurpose(`${intent.code} ${intent.description}`.trim());
}

/** What banks do to the words of a transfer: upper case, no hyphens, own prefix, cut off. */
export function mangle(description: string, draw: () => number): string {
  const upper = description.toUpperCase();
  const kind = Math.floor(draw() * 3);
  if (kind === 0)
    return `MBCT.${100000 + Math.floor(draw() * 899999)}.${upper.replace(/[-.]/g, ' ')}.CT tu 0123`;
  if (kind === 1) return `IBFT ${upper.replace(/[^A-Z0-9]/g, '')}`;
  return `${upper.replace(/-/g, '').slice(0, 16)} GD 112233`;
}

export const WAYS: readonly Way[] = [
  { id: 'exact', label: 'Trả đúng', amounts: ({ amount }) => [amount], describe: exactly },
  {
    id: 'short',
    label: 'Thiếu 1 đồng',
    amounts: ({ amount }) => [Math.max(amount - 1, 1)],
    describe: exactly,
  },
  { id: 'over', label: 'Thừa 1.000 đồng', amounts: ({ amount }) => [amount + 1000], describe: exactly },
  { id: 'twice', label: 'Trả hai lần', amounts: ({ amount }) => [amount, amount], describe: exactly },
  {
    id: 'mangled',
    label: 'Nội dung bị biến dạng',
    amounts: ({ amount }) => [amount],
    describe: (intent, draw) => mangle(exactly(intent), draw),
  },
  { id: 'late', label: 'Báo có chậm', amounts: ({ amount }) => [amount], describe: exactly, isLate: true },
];

export function deskRoutes(parts: DeskParts): Route[] {
  return [
    { method: 'GET', path: '/', calm: true, handle: () => showDesk(parts) },
    { method: 'POST', path: '/tra-tien/:id', calm: true, handle: (asked) => pay(parts, asked) },
    { method: 'POST', path: '/chuyen-khoan', calm: true, handle: (asked) => transfer(parts, asked) },
  ];
}

function pay(parts: DeskParts, asked: Asked): Answer {
  const intent = parts.book.find(asked.params.id ?? '');
  const way = WAYS.find(({ id }) => id === readForm(asked).get('way'));
  if (!intent || !way) throw new Refusal(404, 'unknown_intent_or_way');
  for (const amount of way.amounts(intent)) {
    const description = way.describe(intent, parts.draw);
    const entry = parts.book.credit({
      account: intent.account,
      amount,
      description,
      intentId: intent.intentId,
    });
    parts.notify(entry, way.isLate ? parts.lateMs : 0);
  }
  return seeOther('/');
}

function transfer(parts: DeskParts, asked: Asked): Answer {
  const form = readForm(asked);
  const account = (form.get('account') ?? '').trim();
  const amount = Number((form.get('amount') ?? '').replace(/[.\s]/g, ''));
  if (!ACCOUNT.test(account) || !Number.isSafeInteger(amount) || amount < 1) {
    return showDesk(parts, 'Số tài khoản gồm 6 đến 19 chữ số, số tiền là số nguyên dương.');
  }
  parts.notify(
    parts.book.credit({ account, amount, description: plainPurpose(form.get('description') ?? '') }),
  );
  return seeOther('/');
}

function showDesk(parts: DeskParts, problem?: string): Answer {
  const intents = parts.book.intents();
  const open = intents.filter((intent) => parts.book.paid(intent) === 0);
  const paid = intents.filter((intent) => parts.book.paid(intent) > 0).slice(0, 20);
  const body = html`<div class="stack">
<div class="tight"><h1>Yêu cầu thanh toán đang chờ</h1>
<p class="mut">Bạn đóng vai người trả tiền. Mỗi nút là một cách trả; ngân hàng ghi có rồi báo cho tỉnh.</p></div>
${problem ? html`<p class="note bad" role="status">${problem}</p>` : ''}
${open.length > 0 ? open.map((intent) => intentCard(parts, intent)) : html`<p class="card mut">Chưa có yêu cầu nào. Khi một hồ sơ cần nộp phí, yêu cầu hiện ở đây.</p>`}
${paid.length > 0 ? html`<h2>Đã nhận tiền</h2>${paid.map((intent) => intentCard(parts, intent))}` : ''}
<h2>Chuyển khoản tự do</h2>
<form class="card stack" method="post" action="/chuyen-khoan">
<div class="tight"><label for="account">Tài khoản nhận</label><input id="account" name="account" type="text" inputmode="numeric" value="${intents[0]?.account ?? ''}"></div>
<div class="tight"><label for="amount">Số tiền (đồng)</label><input id="amount" name="amount" type="text" inputmode="numeric"></div>
<div class="tight"><label for="description">Nội dung</label><input id="description" name="description" type="text"></div>
<button class="btn">Chuyển tiền</button></form>
${statementTable(parts.book.latest(20))}</div>`;
  return page({ brand: BRAND, title: 'Thanh toán', body });
}

function intentCard(parts: DeskParts, intent: Intent): Markup {
  const paid = parts.book.paid(intent);
  return html`<form class="card stack" method="post" action="/tra-tien/${intent.intentId}">
<div class="row between"><div><b>${formatDong(intent.amount)}</b><br><code>${intent.code}</code> <span class="small mut">${intent.description}</span><br><span class="small mut">Tài khoản ${intent.account} · ${formatTime(intent.createdAt)}</span></div>
${paid > 0 ? html`<span class="tag good">Đã ghi có ${formatDong(paid)}</span>` : html`<span class="tag wait">Chờ thanh toán</span>`}</div>
<div class="row">${WAYS.map(({ id, label }, index) => html`<button class="btn${index === 0 && paid === 0 ? ' main' : ''}" name="way" value="${id}">${label}</button>`)}</div>
<details><summary>Mã VietQR</summary><pre>${intent.vietqr}</pre></details></form>`;
}

function statementTable(entries: Entry[]): Markup {
  if (entries.length === 0) return html``;
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Sao kê gần đây"><table><caption>Sao kê gần đây</caption>
<thead><tr><th scope="col">Thời điểm</th><th scope="col">Số tham chiếu</th><th scope="col">Số tiền</th><th scope="col">Nội dung</th></tr></thead><tbody>${entries.map(
    (entry) =>
      html`<tr><td>${formatTime(entry.occurredAt)}</td><td>${entry.reference}</td><td class="money">${entry.direction === 'debit' ? '−' : ''}${formatDong(entry.amount)}</td><td>${entry.description}</td></tr>`,
  )}</tbody></table></div>`;
}
