import {
  type Answer,
  type Asked,
  formatTime,
  html,
  type Markup,
  maskNumber,
  page,
  readForm,
  Refusal,
  type Route,
  seeOther,
} from '../kit/index.ts';
import { type Filing, type PortalApplicant, samplePdf } from './filing.ts';
import type { Kept, Procedure, Registry } from './registry.ts';
import { STATES } from './shapes.ts';

const BRAND = 'Cổng Dịch vụ công quốc gia';
const LINKS = [
  { href: '/', text: 'Hồ sơ' },
  { href: '/nop-ho-so', text: 'Nộp hồ sơ' },
];

export interface PagesParts {
  registry: Registry;
  procedures: readonly Procedure[];
  applicants: () => readonly PortalApplicant[];
  findApplicant: (number: string) => PortalApplicant | undefined;
  units: readonly { code: string; name: string }[];
  file: (filing: Filing) => Kept;
}

export function portalPages(parts: PagesParts): Route[] {
  return [
    { method: 'GET', path: '/', calm: true, handle: () => listPage(parts) },
    { method: 'GET', path: '/nop-ho-so', calm: true, handle: () => filingPage(parts) },
    { method: 'POST', path: '/nop-ho-so', calm: true, handle: (asked) => file(parts, asked) },
    { method: 'GET', path: '/ho-so/:code', calm: true, handle: (asked) => dossierPage(parts, asked) },
    { method: 'GET', path: '/tep/:code/to-khai.pdf', handle: (asked) => sendDocument(parts, asked) },
  ];
}

function linksAt(href: string) {
  return LINKS.map((link) => ({ ...link, current: link.href === href }));
}

function stateTag(state: string): Markup {
  const tone =
    { '3': 'bad', '5': 'wait', '6': 'wait', '8': 'bad', '9': 'good', '10': 'good' }[state] ?? 'info';
  return html`<span class="tag ${tone}">${state}. ${STATES[state] ?? 'Không rõ'}</span>`;
}

const HANDOVER = {
  sending: { tone: 'wait', label: 'Đang chuyển về tỉnh' },
  taken: { tone: 'good', label: 'Tỉnh đã nhận' },
  refused: { tone: 'bad', label: 'Tỉnh không nhận' },
  unanswered: { tone: 'bad', label: 'Tỉnh không trả lời' },
} as const;

function handoverTag(kept: Kept): Markup {
  if (!kept.handover) return html`<span class="tag">Từ tỉnh</span>`;
  const { tone, label } = HANDOVER[kept.handover];
  return html`<span class="tag ${tone}">${label}${kept.handoverStatus && kept.handover === 'refused' ? ` (${kept.handoverStatus})` : ''}</span>`;
}

function listPage(parts: PagesParts): Answer {
  const all = parts.registry.list();
  const rows = all.map(
    (
      kept,
    ) => html`<tr><td><a href="/ho-so/${kept.code}">${kept.code}</a></td><td>${kept.procedureName}<br><span class="small mut">${kept.procedure} · ${kept.applicant}</span></td>
<td>${stateTag(kept.state)}</td><td>${handoverTag(kept)}</td><td>${formatTime(kept.steps.at(-1)?.at ?? new Date(0))}</td></tr>`,
  );
  const table = html`<div class="scroll" tabindex="0" role="region" aria-label="Hồ sơ và trạng thái đồng bộ"><table><caption>Hồ sơ và trạng thái đồng bộ</caption>
<thead><tr><th scope="col">Mã hồ sơ</th><th scope="col">Thủ tục</th><th scope="col">Trạng thái</th><th scope="col">Liên thông</th><th scope="col">Lần cuối</th></tr></thead><tbody>${rows}</tbody></table></div>`;
  const body = html`<div class="stack"><div class="row between"><h1>Hồ sơ tại Cổng</h1><a class="btn main" href="/nop-ho-so">Nộp hồ sơ</a></div>
${all.length > 0 ? table : html`<p class="card mut">Chưa có hồ sơ nào. Hãy nộp một hồ sơ tại đây, hoặc đợi tỉnh đồng bộ lên.</p>`}</div>`;
  return page({ brand: BRAND, title: 'Hồ sơ', body, links: linksAt('/') });
}

function filingPage(parts: PagesParts, problem?: string): Answer {
  const applicants = parts.applicants();
  const body = html`<form class="stack" method="post"><h1>Nộp hồ sơ tại Cổng quốc gia</h1>
${problem ? html`<p class="note bad" role="status">${problem}</p>` : html`<p class="mut">Hồ sơ sẽ được chuyển về hệ thống của tỉnh ngay sau khi nộp.</p>`}
<div class="tight"><label for="procedure">Thủ tục</label><select id="procedure" name="procedure">${parts.procedures.map(({ MaTTHC, TenTTHC }) => html`<option value="${MaTTHC}">${TenTTHC} (${MaTTHC})</option>`)}</select></div>
<div class="tight"><label for="applicant">Người nộp</label><select id="applicant" name="applicant">${applicants.map(({ fullName, number }, index) => html`<option value="${index}">${fullName}, ${maskNumber(number)}</option>`)}</select></div>
<div class="tight"><label for="number">Hoặc nhập số định danh cá nhân</label><input id="number" name="number" type="text" inputmode="numeric" autocomplete="off" maxlength="16"></div>
<div class="tight"><label for="unit">Nơi tiếp nhận</label><select id="unit" name="unit">${parts.units.map(({ code, name }) => html`<option value="${code}">${name}</option>`)}</select></div>
<div class="tight"><label for="summary">Nội dung đề nghị</label><textarea id="summary" name="summary"></textarea></div>
<div class="tight"><label for="answers">Tờ khai: mỗi dòng một mục, dạng tên = giá trị (không bắt buộc)</label><textarea id="answers" name="answers"></textarea></div>
<label class="pick"><input type="checkbox" name="document" value="yes" checked><span>Đính kèm một tệp PDF mẫu</span></label>
<button class="btn main wide">Nộp hồ sơ</button></form>`;
  return page({ brand: BRAND, title: 'Nộp hồ sơ', body, width: 'narrow', links: linksAt('/nop-ho-so') });
}

function readAnswers(text: string): Record<string, string> {
  const pairs = text.split('\n').flatMap((line) => {
    const at = line.indexOf('=');
    return at > 0 ? [[line.slice(0, at).trim(), line.slice(at + 1).trim()] as const] : [];
  });
  return Object.fromEntries(pairs);
}

function file(parts: PagesParts, asked: Asked): Answer {
  const form = readForm(asked);
  const number = (form.get('number') ?? '').replace(/[\s.]/g, '');
  const applicant = number
    ? parts.findApplicant(number)
    : parts.applicants()[Number(form.get('applicant') ?? '0')];
  const procedure = parts.procedures.find(({ MaTTHC }) => MaTTHC === form.get('procedure'));
  const unit = parts.units.find(({ code }) => code === form.get('unit'));
  if (!applicant) return filingPage(parts, 'Không tìm thấy người nộp với số định danh này.');
  if (!procedure || !unit) return filingPage(parts, 'Hãy chọn thủ tục và nơi tiếp nhận.');
  const kept = parts.file({
    applicant,
    procedure,
    unitCode: unit.code,
    summary: (form.get('summary') ?? '').trim() || procedure.TenTTHC,
    answers: readAnswers(form.get('answers') ?? ''),
    withDocument: form.get('document') === 'yes',
  });
  return seeOther(`/ho-so/${kept.code}`);
}

function dossierPage(parts: PagesParts, asked: Asked): Answer {
  const kept = parts.registry.find(asked.params.code ?? '');
  if (!kept) throw new Refusal(404, 'no_such_dossier');
  const body = html`<div class="stack"><div class="row between"><h1>${kept.code}</h1>${handoverTag(kept)}</div>
<dl class="facts card"><dt>Thủ tục</dt><dd>${kept.procedureName}</dd><dt>Chủ hồ sơ</dt><dd>${kept.applicant}</dd><dt>Trạng thái</dt><dd>${stateTag(kept.state)}</dd>
${kept.dossier?.NgayHenTra ? html`<dt>Hẹn trả</dt><dd>${kept.dossier.NgayHenTra}</dd>` : ''}${kept.dossier?.GhiChu ? html`<dt>Ghi chú</dt><dd>${kept.dossier.GhiChu}</dd>` : ''}</dl>
<h2>Các lần đồng bộ</h2><ol class="tight">${kept.steps.map((step) => html`<li class="card row between"><span>${step.note} · ${formatTime(step.at)}</span>${stateTag(step.state)}</li>`)}</ol>
${kept.progress.length > 0 ? html`<h2>Tiến độ</h2><ol class="tight">${kept.progress.map((entry) => html`<li class="card"><b>${entry.NoiDungXuLy}</b><br><span class="small mut">${entry.NguoiXuLy} · ${entry.PhongBanXuLy ?? ''} · ${entry.ThoiDiemXuLy}</span></li>`)}</ol>` : ''}
${kept.dossier?.DanhSachGiayToKetQua.length ? html`<h2>Kết quả</h2><ul class="tight">${kept.dossier.DanhSachGiayToKetQua.map((paper) => html`<li class="card"><a href="${paper.DuongDanTepTinKetQua}">${paper.TenGiayTo}</a></li>`)}</ul>` : ''}
<div class="row"><a class="btn" href="/ho-so/${kept.code}">Làm mới</a><a class="btn" href="/">Về danh sách</a></div></div>`;
  return page({ brand: BRAND, title: kept.code, body, width: 'narrow', links: linksAt('') });
}

function sendDocument(parts: PagesParts, asked: Asked): Answer {
  const kept = parts.registry.find(asked.params.code ?? '');
  if (!kept?.handover) throw new Refusal(404, 'no_such_document');
  return {
    status: 200,
    headers: { 'content-type': 'application/pdf' },
    body: samplePdf(`To khai ${kept.code}`),
  };
}
