import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { simpleParser } from 'mailparser';
import { SMTPServer, type SMTPServerDataStream } from 'smtp-server';
import type { HostileKind, Stage } from '../kit/index.ts';

export interface Mail {
  id: string;
  from: string;
  to: string[];
  subject: string;
  text: string;
  html: string | undefined;
  attachments: { name: string; type: string; bytes: number }[];
  receivedAt: Date;
}

export interface MailDrop {
  port: number;
  close: () => Promise<void>;
}

export interface MailParts {
  stage: Stage;
  host: string;
  port: number;
  keep: (mail: Mail) => void;
}

type Done = (error?: Error | null, message?: string) => void;

class Busy extends Error {
  readonly responseCode: number;
  constructor(responseCode: number, message: string) {
    super(message);
    this.responseCode = responseCode;
  }
}

/** Takes mail for everyone and keeps it; nothing leaves the machine. */
export async function openMailDrop(parts: MailParts): Promise<MailDrop> {
  const { stage } = parts;
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    disableReverseLookup: true,
    size: 20 * 1024 * 1024,
    banner: 'Serepok sandbox',
    onAuth: (_auth, _session, done) => done(null, { user: 'sandbox' }),
    onData: (stream, session, done: Done) => {
      const fault = stage.hostile.decide();
      const recipients = session.envelope.rcptTo.map(({ address }) => address);
      receive({ stream, recipients, fault })
        .then((answer) => done(null, answer))
        .catch((error: Error) => done(error));
    },
  });
  server.on('error', (error) => stage.log('smtp_failed', { reason: error.message }));

  async function receive(delivery: {
    stream: SMTPServerDataStream;
    recipients: string[];
    fault: HostileKind | undefined;
  }): Promise<string> {
    const { fault } = delivery;
    const mail = await read(stage, delivery.stream, delivery.recipients);
    stage.log('mail', { recipients: mail.to.length, fault });
    if (fault === 'late') await stage.surroundings.sleep(stage.hostile.settings().lateMs);
    if (fault === 'wrong') throw new Busy(451, 'Tam thoi khong nhan thu');
    parts.keep(mail);
    // Kept, but the sender hears that it was not: a careful sender will send it again.
    if (fault === 'duplicated' || fault === 'half') throw new Busy(451, 'Khong ro ket qua');
    if (fault === 'dropped') throw new Busy(421, 'Dong ket noi');
    return `Da nhan ${mail.id}`;
  }

  server.listen(parts.port, parts.host);
  await once(server.server, 'listening');
  const { port } = server.server.address() as AddressInfo;
  return { port, close: () => new Promise((resolve) => server.close(() => resolve())) };
}

async function read(stage: Stage, stream: SMTPServerDataStream, recipients: string[]): Promise<Mail> {
  const parsed = await simpleParser(stream);
  return {
    id: stage.surroundings.uuid(),
    from: parsed.from?.text ?? '',
    to: recipients,
    subject: parsed.subject ?? '',
    text: parsed.text ?? '',
    html: parsed.html || undefined,
    attachments: parsed.attachments.map(({ filename, contentType, size }) => ({
      name: filename ?? 'tep-dinh-kem',
      type: contentType,
      bytes: size,
    })),
    receivedAt: stage.surroundings.now(),
  };
}
