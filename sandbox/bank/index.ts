import {
  type CourierSettings,
  createCourier,
  createStage,
  openSandbox,
  type Sandbox,
  type SandboxOptions,
} from '../kit/index.ts';
import { apiRoutes } from './api.ts';
import { createBook } from './book.ts';
import { createNotifier } from './notices.ts';
import { deskRoutes } from './pages.ts';

export interface BankOptions extends SandboxOptions {
  /** Where credits are told; signed with the secret. */
  webhook: string;
  webhookSecret: string;
  /** Six digits of the account-transfer network; by default one no bank has. */
  bin?: string;
  /** When set, every /v1 call needs it as bearer token. */
  apiKey?: string;
  /** How long the notice of a payment "told late" waits. */
  lateNoticeMs?: number;
  courier?: CourierSettings;
}

/** Plays the treasury's bank: payment requests by VietQR, credit notices, statements, refunds. */
export async function startBank(options: BankOptions): Promise<Sandbox> {
  const stage = createStage('bank', options);
  const book = createBook(stage, options.bin ?? '970999');
  const courier = createCourier(stage, options.courier);
  const notify = createNotifier({ stage, courier, webhook: options.webhook, secret: options.webhookSecret });
  const lateMs = options.lateNoticeMs ?? 60_000;
  return openSandbox(stage, () => ({
    routes: [
      ...apiRoutes(book, options.apiKey),
      ...deskRoutes({ book, notify, draw: () => stage.hostile.draw(), lateMs }),
    ],
    onClose: () => courier.close(),
  }));
}
