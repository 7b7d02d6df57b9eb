import { createHash } from 'node:crypto';
import type { Clock } from '#platform/runtime';
import { type CircuitBreaker, createCircuitBreaker } from './circuit-breaker.ts';
import type {
  AskedFor,
  AskedPerson,
  PopulationAnswer,
  PopulationRecord,
  PopulationRegister,
  UnverifiedReason,
} from './population-port.ts';
import {
  changesXml,
  defaultIntegrationCodes,
  envelope,
  headXml,
  MalformedAnswer,
  personXml,
  readAnswer,
  readChanges,
  readRecord,
  readRelationVerdict,
  readVerdict,
  relativeXml,
} from './population-xml.ts';

export interface SoapPopulationOptions {
  /** Address of the security server; part of what is signed. */
  readonly serviceUrl: string;
  readonly user: string;
  readonly secret: string;
  readonly xRoadClient: string;
  readonly apiKey: string;
  readonly clock: Clock;
  readonly timeoutMs?: number;
  /** After so many failures in a row the database is left alone for a while. */
  readonly breaker?: { failures: number; restMs: number };
  readonly integrationCodes?: typeof defaultIntegrationCodes;
  readonly fetch?: typeof fetch;
}

type Content = Parameters<typeof readVerdict>[0];

interface Exchange<T> {
  readonly operation: string;
  readonly body: string;
  readonly read: (content: Content) => PopulationAnswer<T>;
}

const MAX_ANSWER = 8 * 1024 * 1024;
const unverified = (reason: UnverifiedReason) => ({ state: 'unverified', reason }) as const;

/** Speaks SOAP 1.1 with the national population database through the exchange platform's security server. */
export function createSoapPopulation(options: SoapPopulationOptions): PopulationRegister {
  const {
    clock,
    breaker: limits = { failures: 5, restMs: 30_000 },
    integrationCodes: codes = defaultIntegrationCodes,
  } = options;
  const breaker = createCircuitBreaker(clock, limits);
  const ask = <T>(exchange: Exchange<T>) => exchangeOnce(options, breaker, exchange);
  const question = (person: AskedPerson, asked: { for: AskedFor; code: string }) =>
    headXml(asked.for, asked.code) + personXml(person);
  return {
    lookup: (person, asked) =>
      ask<PopulationRecord>({
        operation: 'TraCuuThongTinCongDan',
        body: question(person, { for: asked, code: codes.lookup }),
        read: (content) => {
          const value = readRecord(content);
          if (!value) return { state: 'not_found' };
          const answered = person.numberType === 'personal_number' ? value.number : value.oldNumber;
          if (answered !== person.number) throw new MalformedAnswer('somebody else');
          return { state: 'confirmed', value };
        },
      }),
    verify: (person, asked) =>
      ask({
        operation: 'XacThucThongTinCongDan',
        body: question(person, { for: asked, code: codes.verify }),
        read: (content) => ({ state: 'confirmed', value: readVerdict(content) }),
      }),
    verifyRelation: ({ person, relative }, asked) =>
      ask({
        operation: 'XacMinhThongTinNhanThan',
        body: question(person, { for: asked, code: codes.verifyRelation }) + relativeXml(relative),
        read: (content) => ({ state: 'confirmed', value: readRelationVerdict(content) }),
      }),
    changes: (period, asked) =>
      ask({
        operation: 'TraCuuThongTinThayDoi',
        body: headXml(asked, codes.changes) + changesXml(period),
        read: (content) => ({ state: 'confirmed', value: readChanges(content) }),
      }),
  };
}

async function exchangeOnce<T>(
  options: SoapPopulationOptions,
  breaker: CircuitBreaker,
  exchange: Exchange<T>,
): Promise<PopulationAnswer<T>> {
  if (!breaker.isClosed()) return unverified('circuit_open');
  const answer = await send(options, exchange);
  // A refusal is an answer: the database is well, our question is not.
  if (answer.state !== 'unverified' || answer.reason === 'refused') breaker.succeeded();
  else breaker.failed();
  return answer;
}

async function send<T>(options: SoapPopulationOptions, exchange: Exchange<T>): Promise<PopulationAnswer<T>> {
  try {
    const response = await (options.fetch ?? fetch)(options.serviceUrl, {
      method: 'POST',
      headers: headers(options),
      body: envelope(exchange.operation, exchange.body),
      signal: AbortSignal.timeout(options.timeoutMs ?? 5000),
      redirect: 'error',
    });
    const text = await response.text();
    if (text.length > MAX_ANSWER) return unverified('malformed');
    const answer = readAnswer(text, exchange.operation);
    return 'fault' in answer ? unverified('refused') : exchange.read(answer.content);
  } catch (error) {
    if (error instanceof MalformedAnswer) return unverified('malformed');
    const name = error instanceof Error ? error.name : '';
    return unverified(name === 'TimeoutError' || name === 'AbortError' ? 'timeout' : 'unreachable');
  }
}

function headers(options: SoapPopulationOptions): Record<string, string> {
  const { serviceUrl, user, secret, xRoadClient, apiKey, clock } = options;
  const timestamp = String(clock.now().getTime());
  const token = createHash('sha256').update(`${serviceUrl}${user}${timestamp}${secret}`).digest('hex');
  return {
    'Content-Type': 'application/xml; charset=utf-8',
    SOAPAction: '""',
    Timestamp: timestamp,
    Authorization: `Basic ${Buffer.from(`${user}:${token}`).toString('base64')}`,
    'X-Road-Client': xRoadClient,
    ApiKey: apiKey,
  };
}
