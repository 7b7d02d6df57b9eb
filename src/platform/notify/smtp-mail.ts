import { createTransport } from 'nodemailer';
import type { MailTransport } from './ports.ts';
import type { Outcome } from './rules.ts';

export interface SmtpOptions {
  /** `smtp://user:password@host:port` (STARTTLS where offered) or `smtps://…` (TLS from the first byte). */
  readonly url: string;
  readonly requireTls?: boolean;
  /** `"Tỉnh Đắk Lắk" <khong-tra-loi@…>` */
  readonly from: string;
  readonly timeoutMs?: number;
}

export function smtpMail(options: SmtpOptions): MailTransport {
  return {
    send: async ({ to, subject, text, messageId }) => {
      const watch = watchHandover();
      const transport = createTransport({ ...connectionOf(options), logger: watch.logger });
      try {
        const headers = { 'Auto-Submitted': 'auto-generated' }; // RFC 3834 §5
        const sent = await transport.sendMail({ from: options.from, to, subject, text, messageId, headers });
        return { kind: 'accepted', providerId: sent.messageId };
      } catch (error) {
        return outcomeOf(error as SmtpError, watch.isHandedOver());
      } finally {
        transport.close();
      }
    },
  };
}

function connectionOf(options: SmtpOptions) {
  const { requireTls = false, timeoutMs = 15_000 } = options;
  const { protocol, hostname, port, username, password } = new URL(options.url);
  const secure = protocol === 'smtps:';
  const auth = { user: decodeURIComponent(username), pass: decodeURIComponent(password) };
  return {
    host: hostname,
    port: port === '' ? (secure ? 465 : 587) : Number(port),
    secure,
    requireTLS: requireTls,
    ...(username === '' ? {} : { auth }),
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}

/** The library's errors do not say how far it came; its transaction log does: `message` = the final dot has left. */
function watchHandover() {
  let isHandedOver = false;
  const note = (entry: unknown): void => {
    if ((entry as { tnx?: string } | null)?.tnx === 'message') isHandedOver = true;
  };
  const logger = { level: note, trace: note, debug: note, info: note, warn: note, error: note, fatal: note };
  return { logger, isHandedOver: () => isHandedOver };
}

interface SmtpError {
  readonly responseCode?: number;
  readonly command?: string;
  readonly code?: string;
}

/** RFC 5321 §4.2.1: 4yz may be tried again, 5yz not; without an answer after the final dot (§4.5.3.2.6) nobody knows. */
function outcomeOf(error: SmtpError, isHandedOver: boolean): Outcome {
  const detail = `${error.responseCode ?? error.code ?? 'error'} ${error.command ?? ''}`.trim();
  if (error.responseCode !== undefined)
    return { kind: error.responseCode >= 500 ? 'permanent' : 'temporary', detail };
  if (error.code === 'EENVELOPE' || error.code === 'EMESSAGE') return { kind: 'permanent', detail };
  return { kind: isHandedOver ? 'unknown' : 'temporary', detail };
}
