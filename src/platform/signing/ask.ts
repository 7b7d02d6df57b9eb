import { SigningFault, type SigningFaultCode } from './ports.ts';

export interface Question {
  readonly url: string;
  readonly type?: string;
  readonly body?: Uint8Array | string;
  readonly token?: string;
  readonly timeoutMs?: number;
  readonly fault?: SigningFaultCode;
}

const LARGEST = 4 * 1024 * 1024;

/** One request with a time limit and a size limit; every failure is the same fault, to be tried again. */
export async function ask(question: Question): Promise<Uint8Array> {
  const fault = question.fault ?? 'unavailable';
  try {
    const answer = await fetch(question.url, {
      method: question.body === undefined ? 'GET' : 'POST',
      redirect: 'error',
      signal: AbortSignal.timeout(question.timeoutMs ?? 10_000),
      headers: {
        ...(question.type ? { 'content-type': question.type } : {}),
        ...(question.token ? { authorization: `Bearer ${question.token}` } : {}),
      },
      ...(question.body === undefined ? {} : { body: question.body }),
    });
    if (!answer.ok) throw new SigningFault(fault, `the service answered ${answer.status}`);
    const bytes = new Uint8Array(await answer.arrayBuffer());
    if (bytes.length > LARGEST) throw new SigningFault(fault, 'the answer is too large');
    return bytes;
  } catch (cause) {
    if (cause instanceof SigningFault) throw cause;
    throw new SigningFault(fault, 'the service does not answer', { cause });
  }
}
