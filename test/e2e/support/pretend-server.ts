import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import { answer } from '../../../web/src/ui/gallery/answers.ts';

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.webmanifest': 'application/manifest+json',
};
/** Stricter than the server's own: no inline style either, so that a new one is noticed. */
export const strictPolicy =
  "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; object-src 'none'; base-uri 'none'; frame-ancestors 'none'";

export type Guise = 'guest' | 'citizen' | 'officer';

/** Serves a built web app with invented answers, for screenshots of pages without a database. */
export async function pretendServer(folder: string): Promise<{
  url: string;
  become: (guise: Guise) => void;
  close: () => Promise<void>;
}> {
  let guise: Guise = 'guest';
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname;
    if (path.startsWith('/api/v1')) {
      const reply = answer(path.slice('/api/v1'.length), guise);
      response.writeHead(reply.status ?? 200, { 'content-type': 'application/json' });
      response.end(JSON.stringify(reply.body));
      return;
    }
    const wanted =
      types[extname(path)] === undefined ? 'index.html' : normalize(path).replace(/^(\.\.[/\\])+/, '');
    readFile(join(folder, wanted)).then(
      (content) => {
        response.writeHead(200, {
          'content-type': types[extname(wanted)] ?? 'application/octet-stream',
          'content-security-policy': strictPolicy,
        });
        response.end(content);
      },
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    become: (next) => {
      guise = next;
    },
    close: () => new Promise((done) => server.close(() => done())),
  };
}
