import type Provider from 'oidc-provider';
import type { InteractionDetails } from 'oidc-provider';
import {
  type Answer,
  type Asked,
  html,
  type Markup,
  maskNumber,
  page,
  readForm,
  Refusal,
  type Route,
  seeOther,
} from '../kit/index.ts';
import {
  acrOf,
  amrOf,
  type Attribute,
  ATTRIBUTES,
  AUTH_LEVELS,
  type Levels,
  ORGANISATION_ATTRIBUTES,
  wantedAuthLevel,
} from './claims.ts';
import type { Account, Accounts } from './people.ts';
import { BRAND, type VneidClient } from './provider.ts';

export interface SignInParts {
  provider: Provider;
  accounts: Accounts;
  clients: readonly VneidClient[];
  levels: Map<string, Levels>;
}

interface Notice {
  text: string;
  found?: Account[];
  query?: string;
}

export function signInRoutes(parts: SignInParts): Route[] {
  const sessions = new Map<string, Levels>();
  return [
    {
      method: 'GET',
      path: '/dang-nhap/:uid',
      calm: true,
      handle: async (asked) => {
        const details = await detailsOf(parts.provider, asked);
        if (!details) return expired();
        return details.prompt.name === 'consent' ? consentPage(parts, details) : pickerPage(parts, details);
      },
    },
    {
      method: 'POST',
      path: '/dang-nhap/:uid',
      calm: true,
      handle: async (asked) => {
        const details = await detailsOf(parts.provider, asked);
        if (!details) return expired();
        const form = readForm(asked);
        if (form.get('action') === 'refuse') return refuse(parts.provider, asked, 'Người dùng từ chối');
        if (form.get('action') === 'cancel') return refuse(parts.provider, asked, 'Người dùng hủy đăng nhập');
        if (form.get('action') === 'search') return search(parts, details, form);
        if (details.prompt.name === 'consent') return agree({ parts, details, sessions, asked }, form);
        return signIn({ parts, details, sessions, asked }, form);
      },
    },
  ];
}

async function detailsOf(provider: Provider, asked: Asked): Promise<InteractionDetails | undefined> {
  try {
    return await provider.interactionDetails(asked.req, asked.res);
  } catch {
    return undefined;
  }
}

function expired(): Answer {
  const body = html`<div class="stack"><h1>Phiên đăng nhập đã hết hạn</h1>
<p>Hãy quay lại trang bạn vừa dùng và bấm đăng nhập lần nữa.</p></div>`;
  return page({ brand: BRAND, title: 'Phiên đăng nhập đã hết hạn', body, width: 'narrow', status: 400 });
}

async function refuse(provider: Provider, asked: Asked, description: string): Promise<Answer> {
  const result = { error: 'access_denied', error_description: description };
  const returnTo = await provider.interactionResult(asked.req, asked.res, result, {
    mergeWithLastSubmission: false,
  });
  return seeOther(returnTo);
}

function search(parts: SignInParts, details: InteractionDetails, form: URLSearchParams): Answer {
  const query = (form.get('query') ?? '').replace(/[\s.]/g, '');
  if (!/^\d{12}$/.test(query)) {
    return pickerPage(parts, details, { text: 'Số định danh cá nhân gồm 12 chữ số.', query });
  }
  const account = parts.accounts.ofNumber(query);
  if (!account) {
    return pickerPage(parts, details, { text: 'Không có tài khoản VNeID nào với số này.', query });
  }
  return pickerPage(parts, details, { text: 'Đã tìm thấy 1 tài khoản.', found: [account], query });
}

interface Step {
  parts: SignInParts;
  details: InteractionDetails;
  sessions: Map<string, Levels>;
  asked: Asked;
}

async function signIn(step: Step, form: URLSearchParams): Promise<Answer> {
  const { parts, details, asked } = step;
  const account = parts.accounts.ofTechId(form.get('account') ?? '');
  if (!account) return pickerPage(parts, details, { text: 'Hãy chọn một người để đăng nhập.' });
  const levels = readLevels(form, account);
  if (!levels) {
    return pickerPage(parts, details, { text: 'Tài khoản này chưa có mức đã chọn.', found: [account] });
  }
  const login = {
    accountId: account.techId,
    acr: acrOf(levels.authLevel),
    amr: amrOf(levels.authLevel),
    remember: true,
  };
  return seeOther(await parts.provider.interactionResult(asked.req, asked.res, { login, levels }));
}

function readLevels(form: URLSearchParams, account: Account): Levels | undefined {
  const own = account.organisation ? 2 : account.person.accountLevel;
  const chosen = form.get('accountLevel') ?? 'own';
  const accountLevel = chosen === 'own' ? own : Number(chosen);
  const authLevel = Number(form.get('authLevel'));
  const offered = AUTH_LEVELS.find(({ level }) => level === authLevel);
  if ((accountLevel !== 1 && accountLevel !== 2) || !offered) return undefined;
  if (accountLevel > own) return undefined;
  return { accountLevel, authLevel: offered.level };
}

async function agree(step: Step, form: URLSearchParams): Promise<Answer> {
  const { parts, details, sessions, asked } = step;
  const accountId = details.session?.accountId;
  if (!accountId) throw new Refusal(400, 'no_session');
  const grant = new parts.provider.Grant({ accountId, clientId: String(details.params.client_id) });
  grant.addOIDCScope('openid');
  const kept = form.getAll('attribute');
  const rejected = ATTRIBUTES.filter(({ name, required }) => !required && !kept.includes(name));
  if (rejected.length > 0) grant.rejectOIDCClaims(rejected.map(({ name }) => name));
  const grantId = await grant.save();
  const uid = details.session?.uid ?? '';
  const levels = (details.lastSubmission?.levels as Levels | undefined) ?? sessions.get(uid);
  if (levels) {
    sessions.set(uid, levels);
    parts.levels.set(grantId, levels);
  }
  return seeOther(await parts.provider.interactionResult(asked.req, asked.res, { consent: { grantId } }));
}

function clientName(parts: SignInParts, details: InteractionDetails): string {
  const client = parts.clients.find(({ clientId }) => clientId === details.params.client_id);
  return client?.name ?? 'Hệ thống';
}

function pickerPage(parts: SignInParts, details: InteractionDetails, notice?: Notice): Answer {
  const shown = notice?.found ?? parts.accounts.featured();
  const wanted = wantedAuthLevel(details.params.acr_values);
  const body = html`<div class="stack">
<div class="tight"><h1>Đăng nhập bằng VNeID</h1>
<p class="mut">${clientName(parts, details)} xin xác thực danh tính của bạn. Thay cho ứng dụng trên điện thoại, ở đây bạn chọn một người thử nghiệm; tất cả đều là nhân vật hư cấu.</p></div>
${notice ? html`<p class="note${notice.found ? '' : ' bad'}" role="status">${notice.text}</p>` : ''}
<form method="post" class="tight" role="search">
<label for="query">Tìm theo số định danh cá nhân</label>
<div class="row"><input id="query" name="query" type="text" inputmode="numeric" autocomplete="off" maxlength="16" value="${notice?.query ?? ''}">
<button class="btn" name="action" value="search">Tìm</button></div>
</form>
<form method="post" class="stack">
<fieldset class="tight"><legend>Chọn công dân</legend>${shown.map((account, index) => choice(account, index === 0))}</fieldset>
${notice?.found ? '' : organisationChoices(parts)}
${levelChoices(wanted)}
<div class="stack"><button class="btn main wide" name="action" value="confirm">Xác nhận đăng nhập</button>
<div class="row"><button class="btn bad" name="action" value="refuse">Từ chối</button>
<button class="btn" name="action" value="cancel">Hủy, quay lại</button></div></div>
</form></div>`;
  return page({ brand: BRAND, title: 'Đăng nhập', body, width: 'narrow' });
}

function choice(account: Account, checked: boolean): Markup {
  const { person } = account;
  const birth = person.birth.length === 4 ? person.birth : person.birth.slice(0, 4);
  return html`<label class="pick"><input type="radio" name="account" value="${account.techId}"${checked ? html` checked` : ''}>
<span class="who"><span class="name">${person.fullName}</span>
<span class="small mut">${person.title ? `${person.title} · ` : ''}sinh năm ${birth} · ${maskNumber(person.number)}</span>
<span class="tag${person.accountLevel === 2 ? ' good' : ' wait'}">Tài khoản mức ${person.accountLevel}</span></span></label>`;
}

function organisationChoices(parts: SignInParts): Markup {
  const organisations = parts.accounts.organisations();
  if (organisations.length === 0) return html``;
  return html`<fieldset class="tight"><legend>Hoặc tài khoản tổ chức</legend>${organisations.map(
    (account) => html`<label class="pick"><input type="radio" name="account" value="${account.techId}">
<span class="who"><span class="name">${account.organisation?.name}</span>
<span class="small mut">Mã số thuế ${account.organisation?.taxCode} · người đại diện ${account.person.fullName}</span>
<span class="tag info">Tổ chức</span></span></label>`,
  )}</fieldset>`;
}

function levelChoices(wanted: number): Markup {
  return html`<fieldset class="tight"><legend>Mức tài khoản</legend><div class="row">
<label class="pick"><input type="radio" name="accountLevel" value="own" checked><span>Như tài khoản</span></label>
<label class="pick"><input type="radio" name="accountLevel" value="1"><span>Chỉ mức 1</span></label></div></fieldset>
<div class="tight"><label for="authLevel">Mức xác thực của lần đăng nhập này</label>
<select id="authLevel" name="authLevel">${AUTH_LEVELS.map(
    ({ level, label }) =>
      html`<option value="${level}"${level === Math.max(wanted, 2) ? html` selected` : ''}>${label}</option>`,
  )}</select>
${wanted > 1 ? html`<p class="small mut">Hệ thống yêu cầu từ mức ${wanted} trở lên.</p>` : ''}</div>`;
}

function consentPage(parts: SignInParts, details: InteractionDetails): Answer {
  const account = parts.accounts.ofTechId(details.session?.accountId ?? '');
  if (!account) return expired();
  const attributes = [...ATTRIBUTES, ...(account.organisation ? ORGANISATION_ATTRIBUTES : [])];
  const body = html`<form method="post" class="stack">
<div class="tight"><h1>Chia sẻ thông tin</h1>
<p>${clientName(parts, details)} xin nhận các thông tin sau của <b>${account.organisation?.name ?? account.person.fullName}</b>:</p></div>
<fieldset class="tight"><legend class="sr">Thông tin chia sẻ</legend>${attributes.map(attributeChoice)}</fieldset>
<p class="small mut">Thông tin bắt buộc là thông tin hệ thống cần để biết bạn là ai. Thông tin khác bạn có thể bỏ chọn.</p>
<button class="btn main wide" name="action" value="agree">Đồng ý chia sẻ</button>
<div class="row"><button class="btn bad" name="action" value="refuse">Từ chối</button></div>
</form>`;
  return page({ brand: BRAND, title: 'Chia sẻ thông tin', body, width: 'narrow' });
}

function attributeChoice(attribute: Attribute): Markup {
  if (attribute.required) {
    return html`<label class="pick"><input type="checkbox" checked disabled><span class="who"><span class="name">${attribute.label}</span><span class="small mut">Bắt buộc</span></span></label>`;
  }
  return html`<label class="pick"><input type="checkbox" name="attribute" value="${attribute.name}" checked><span class="who"><span class="name">${attribute.label}</span><span class="small mut">Tùy chọn</span></span></label>`;
}
