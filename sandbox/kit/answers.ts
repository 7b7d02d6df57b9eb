import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';

export interface Asked {
  method: string;
  url: URL;
  params: Record<string, string>;
  headers: IncomingHttpHeaders;
  body: Buffer;
  req: IncomingMessage;
  res: ServerResponse;
}

export interface Answer {
  status: number;
  headers: Record<string, string | string[]>;
  body: string | Buffer;
}

/** Thrown by a handler; becomes {"error": code, "detail": …} with that status. */
export class Refusal extends Error {
  readonly status: number;
  readonly code: string;
  constructor(status: number, code: string, detail = '') {
    super(detail || code);
    this.status = status;
    this.code = code;
  }
}

export function json(value: unknown, status = 200): Answer {
  return {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8' },
    body: JSON.stringify(value),
  };
}

export function text(value: string, status = 200): Answer {
  return { status, headers: { 'content-type': 'text/plain; charset=utf-8' }, body: value };
}

export function htmlPage(markup: string, status = 200): Answer {
  return { status, headers: { 'content-type': 'text/html; charset=utf-8' }, body: markup };
}

export function seeOther(location: string, headers: Answer['headers'] = {}): Answer {
  return { status: 303, headers: { location, ...headers }, body: '' };
}

export function readJson(asked: Asked): unknown {
  try {
    return JSON.parse(asked.body.toString('utf8'));
  } catch {
    throw new Refusal(400, 'malformed_json');
  }
}

export function readForm(asked: Asked): URLSearchParams {
  return new URLSearchParams(asked.body.toString('utf8'));
}

export function readCookie(asked: Asked, name: string): string | undefined {
  for (const part of (asked.headers.cookie ?? '').split(';')) {
    const [key, ...value] = part.trim().split('=');
    if (key === name) return decodeURIComponent(value.join('='));
  }
  return undefined;
}
