import {
  type Answer,
  type Asked,
  formatTime,
  html,
  json,
  type Markup,
  page,
  Refusal,
  type Route,
} from '../kit/index.ts';
import type { Mail } from './mail.ts';
import type { Sms } from './sms.ts';

const BRAND = 'Hộp thư thử nghiệm';
const LINKS = [
  { href: '/', text: 'Thư điện tử' },
  { href: '/tin-nhan', text: 'Tin nhắn' },
];

export interface Kept {
  mails: Mail[];
  messages: Sms[];
}

export function inboxPages(kept: Kept): Route[] {
  return [
    { method: 'GET', path: '/', calm: true, handle: (asked) => mailList(kept, asked) },
    { method: 'GET', path: '/thu/:id', calm: true, handle: (asked) => mailPage(kept, asked) },
    { method: 'GET', path: '/tin-nhan', calm: true, handle: (asked) => smsList(kept, asked) },
    { method: 'GET', path: '/v1/messages', calm: true, handle: (asked) => everything(kept, asked) },
  ];
}

function linksAt(href: string) {
  return LINKS.map((link) => ({ ...link, current: link.href === href }));
}

function wanted(asked: Asked): string {
  return (asked.url.searchParams.get('tim') ?? '').trim().toLowerCase();
}

function searchForm(asked: Asked, label: string): Markup {
  return html`<form class="tight" role="search"><label for="tim">${label}</label><div class="row"><input id="tim" name="tim" type="search" value="${asked.url.searchParams.get('tim') ?? ''}"><button class="btn">Tìm</button></div></form>`;
}

function mailList(kept: Kept, asked: Asked): Answer {
  const query = wanted(asked);
  const found = kept.mails.filter(({ to, subject }) =>
    `${to.join(' ')} ${subject}`.toLowerCase().includes(query),
  );
  const items = found.toReversed().map(
    (
      mail,
    ) => html`<li class="card"><a href="/thu/${mail.id}"><b>${mail.subject || '(không có tiêu đề)'}</b></a><br>
<span class="small mut">Gửi ${mail.to.join(', ')} · ${formatTime(mail.receivedAt)}${mail.attachments.length > 0 ? ` · ${mail.attachments.length} tệp` : ''}</span></li>`,
  );
  const body = html`<div class="stack"><h1>Thư điện tử</h1>${searchForm(asked, 'Tìm theo người nhận hoặc tiêu đề')}
${items.length > 0 ? html`<ul class="tight">${items}</ul>` : html`<p class="card mut">Chưa có thư nào. Thư hệ thống gửi đi sẽ hiện ở đây thay vì ra ngoài.</p>`}</div>`;
  return page({ brand: BRAND, title: 'Thư điện tử', body, links: linksAt('/') });
}

function mailPage(kept: Kept, asked: Asked): Answer {
  const mail = kept.mails.find(({ id }) => id === asked.params.id);
  if (!mail) throw new Refusal(404, 'no_such_mail');
  const body = html`<div class="stack"><h1>${mail.subject || '(không có tiêu đề)'}</h1>
<dl class="facts"><dt>Từ</dt><dd>${mail.from}</dd><dt>Đến</dt><dd>${mail.to.join(', ')}</dd><dt>Lúc</dt><dd>${formatTime(mail.receivedAt)}</dd></dl>
<pre>${mail.text}</pre>
${mail.attachments.length > 0 ? html`<ul class="tight">${mail.attachments.map(({ name, type, bytes }) => html`<li class="card">${name} <span class="small mut">${type}, ${bytes} byte</span></li>`)}</ul>` : ''}
<a class="btn" href="/">Về hộp thư</a></div>`;
  return page({ brand: BRAND, title: mail.subject || 'Thư', body, width: 'narrow', links: linksAt('') });
}

function smsList(kept: Kept, asked: Asked): Answer {
  const query = wanted(asked);
  const found = kept.messages.filter(({ to, text }) => `${to} ${text}`.toLowerCase().includes(query));
  const items = found
    .toReversed()
    .map(
      ({ to, text, parts, receivedAt }) =>
        html`<li class="card"><p>${text}</p><span class="small mut">Gửi ${to} · ${formatTime(receivedAt)} · ${parts} tin</span></li>`,
    );
  const body = html`<div class="stack"><h1>Tin nhắn</h1>${searchForm(asked, 'Tìm theo số điện thoại hoặc nội dung')}
${items.length > 0 ? html`<ul class="tight">${items}</ul>` : html`<p class="card mut">Chưa có tin nhắn nào.</p>`}</div>`;
  return page({ brand: BRAND, title: 'Tin nhắn', body, width: 'narrow', links: linksAt('/tin-nhan') });
}

/** For tests: all that came in for one recipient, or for everyone. */
function everything(kept: Kept, asked: Asked): Answer {
  const to = asked.url.searchParams.get('to');
  return json({
    mails: kept.mails.filter((mail) => !to || mail.to.includes(to)),
    messages: kept.messages.filter((sms) => !to || sms.to === to),
  });
}
