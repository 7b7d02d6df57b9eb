import { handle, readUpload, sendFile } from '#platform/http';
import { legalDay } from '#platform/runtime';
import * as contract from './contract.ts';
import { getPaper, listPapers, openPaper, presentPaper } from './papers.ts';
import { verifyCode, verifyUpload } from './verify.ts';

export const routes = [
  handle(contract.listDocuments, {
    action: 'vault.list',
    run: async (ctx, { query }) => {
      const rows = await listPapers(ctx, query);
      const page = rows.slice(0, query.limit);
      const last = rows.length > query.limit ? page.at(-1) : undefined;
      const day = legalDay(ctx.clock.now());
      return {
        items: page.map((row) => presentPaper(row, day)),
        nextCursor: last ? `${last.deposited_at.toISOString()}|${last.id}` : null,
      };
    },
  }),
  handle(contract.getDocument, {
    action: 'vault.read',
    run: async (ctx, { params }) => presentPaper(await getPaper(ctx, params.id), legalDay(ctx.clock.now())),
  }),
  handle(contract.downloadContent, {
    action: 'vault.download',
    run: async (ctx, { params }, raw) => {
      const { row, file } = await openPaper(ctx, params.id);
      await sendFile(raw.reply, {
        bytes: file.bytes,
        mediaType: file.mediaType,
        name: `${row.title_vi}${row.number ? ` ${row.number.replaceAll('/', '-')}` : ''}.pdf`,
      });
    },
  }),
  handle(contract.verifyByCode, {
    action: 'vault.verify-code',
    run: (ctx, { params }) => verifyCode(ctx, params.code),
  }),
  handle(contract.verifyFile, {
    action: 'vault.verify-file',
    mode: 'read',
    run: async (ctx, _input, raw) => verifyUpload(ctx, (await readUpload(raw.request)).bytes),
  }),
];
