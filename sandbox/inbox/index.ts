import { createStage, openSandbox, type Sandbox, type SandboxOptions } from '../kit/index.ts';
import { type Mail, openMailDrop } from './mail.ts';
import { inboxPages } from './pages.ts';
import { type Sms, smsRoutes } from './sms.ts';

export interface InboxOptions extends SandboxOptions {
  /** 0 takes a free one. */
  smtpPort?: number;
  /** When set, POST /v1/sms needs it as bearer token. */
  smsApiKey?: string;
}

export interface Inbox extends Sandbox {
  smtpPort: number;
}

const MOST_KEPT = 2000;

/** Plays the mail server and the SMS gateway: whatever the system sends stays here to be looked at. */
export async function startInbox(options: InboxOptions = {}): Promise<Inbox> {
  const stage = createStage('inbox', options);
  const mails: Mail[] = [];
  const messages: Sms[] = [];
  const drop = await openMailDrop({
    stage,
    host: options.host ?? '127.0.0.1',
    port: options.smtpPort ?? 0,
    keep: (mail) => {
      mails.push(mail);
      if (mails.length > MOST_KEPT) mails.shift();
    },
  });
  try {
    const sandbox = await openSandbox(stage, () => ({
      routes: [
        ...smsRoutes({ stage, kept: messages, apiKey: options.smsApiKey }),
        ...inboxPages({ mails, messages }),
      ],
      onClose: () => drop.close(),
    }));
    return { ...sandbox, smtpPort: drop.port };
  } catch (error) {
    await drop.close();
    throw error;
  }
}
