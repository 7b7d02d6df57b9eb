import type { Outcome } from './rules.ts';

/** Sends a mail; never throws for what the other side says. */
export interface MailTransport {
  send(mail: { to: string; subject: string; text: string; messageId: string }): Promise<Outcome>;
}

/** Sends a text message; the gateway must take one message once per key. */
export interface SmsTransport {
  send(sms: { to: string; text: string; idempotencyKey: string }): Promise<Outcome>;
}

/** Sends to a browser's push service. No adapter yet: RFC 8030, 8291, 8292. */
export interface PushTransport {
  send(push: { subscription: string; title: string; body: string; link: string | null }): Promise<Outcome>;
}

declare module '#platform/runtime' {
  interface Ports {
    mail: MailTransport;
    sms: SmsTransport;
    push?: PushTransport;
  }
}
