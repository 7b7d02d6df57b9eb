import { type Answer, htmlPage } from './answers.ts';

/** Markup that is already safe to print. */
export interface Markup {
  markup: string;
}

type Printable = string | number | undefined | false | Markup | Printable[];

export function html(parts: TemplateStringsArray, ...values: Printable[]): Markup {
  let markup = parts[0] ?? '';
  for (const [index, value] of values.entries()) markup += print(value) + (parts[index + 1] ?? '');
  return { markup };
}

function print(value: Printable): string {
  if (value === undefined || value === false) return '';
  if (Array.isArray(value)) return value.map(print).join('');
  if (typeof value === 'object') return value.markup;
  return escapeHtml(String(value));
}

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign);
}

export interface PageParts {
  /** Who speaks: "VNeID", "Ngân hàng thử nghiệm". */
  brand: string;
  title: string;
  body: Markup;
  links?: { href: string; text: string; current?: boolean }[];
  width?: 'narrow' | 'phone' | 'wide';
  status?: number;
}

/** One shell for every sandbox page; it always says that this is the test environment. */
export function page(parts: PageParts): Answer {
  const { brand, title, body, links = [], width = 'wide' } = parts;
  const shell = html`<!DOCTYPE html>
<html lang="vi">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · ${brand}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/kit/kit.css">
</head>
<body>
<a class="skip" href="#noi-dung">Đến nội dung chính</a>
<header class="top"><div class="in"><b>${brand}</b><span class="test">môi trường thử nghiệm</span>
${links.length > 0 ? html`<nav aria-label="Các trang">${links.map(linkTo)}</nav>` : ''}</div></header>
<div class="weave" aria-hidden="true"></div>
<main id="noi-dung" class="${width === 'wide' ? '' : `${width} narrow`}">${body}</main>
</body>
</html>`;
  return htmlPage(shell.markup, parts.status ?? 200);
}

function linkTo(link: { href: string; text: string; current?: boolean }): Markup {
  return html`<a href="${link.href}"${link.current ? html` aria-current="page"` : ''}>${link.text}</a>`;
}

/** 100•••••0123: the house's one mask, where a persona list would otherwise show whole numbers. */
export function maskNumber(number: string): string {
  return `${number.slice(0, 3)}•••••${number.slice(-4)}`;
}

export function formatDong(amount: number): string {
  return `${new Intl.NumberFormat('vi-VN', { maximumFractionDigits: 0 }).format(amount)} đ`;
}

const LOCAL_TIME = new Intl.DateTimeFormat('vi-VN', {
  timeZone: 'Asia/Ho_Chi_Minh',
  day: '2-digit',
  month: '2-digit',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hour12: false,
});

export function formatTime(instant: Date): string {
  const part = Object.fromEntries(LOCAL_TIME.formatToParts(instant).map(({ type, value }) => [type, value]));
  return `${part.day}/${part.month}/${part.year} ${part.hour}:${part.minute}:${part.second}`;
}

const PLAIN_DATE = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Ho_Chi_Minh' });

/** yyyy-MM-dd in Asia/Ho_Chi_Minh. */
export function localDate(instant: Date): string {
  return PLAIN_DATE.format(instant);
}
