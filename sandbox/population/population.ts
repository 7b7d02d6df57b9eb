import {
  type Answer,
  type Asked,
  createStage,
  json,
  openSandbox,
  readJson,
  Refusal,
  type Sandbox,
  type SandboxOptions,
  sameSecret,
  type Stage,
} from '../kit/index.ts';
import { authenticate, type PopulationClient } from './clients.ts';
import { type Element, readOperation, renderFault, SoapFault, wrapAnswer } from './envelope.ts';
import { type ChangesQuestion, type Question, readChangesQuestion, readQuestion } from './questions.ts';
import { birthOf, changeKindOf, changeXml, personXml } from './records.ts';
import { createRegister, type Entry, type Register, type RegisterOptions } from './register.ts';

export interface PopulationSandboxOptions extends SandboxOptions, Partial<RegisterOptions> {
  clients: readonly PopulationClient[];
}

/** Where the questions go; the asker signs the whole address. */
export const SERVICE_PATH = '/dancuquocgia/congdan';
const DEFAULT_PERSONS = 20_000;
const MAX_PAGE = 1000;

/** What a question left behind, without the person it was about. */
export interface JournalEntry {
  at: string;
  client: string;
  operation: string;
  requestCode: string;
  officerCode: string;
  found: boolean;
}

interface Stand {
  stage: Stage;
  register: Register;
  clients: readonly PopulationClient[];
  serviceUrl: string;
  journal: JournalEntry[];
}

/** Plays the national population database behind the exchange platform's security server. */
export async function startPopulation(options: PopulationSandboxOptions): Promise<Sandbox> {
  const stage = createStage('population', options);
  const { seed, persons = DEFAULT_PERSONS, units } = options;
  const register = createRegister({ seed, persons, units });
  return openSandbox(stage, (url) => {
    const stand: Stand = {
      stage,
      register,
      clients: options.clients,
      serviceUrl: `${url}${SERVICE_PATH}`,
      journal: [],
    };
    return {
      routes: [
        { method: 'POST', path: SERVICE_PATH, handle: (asked) => serve(stand, asked), wrong: falsify },
        {
          method: 'GET',
          path: '/__journal',
          calm: true,
          handle: (asked) => control(stand, asked, () => json(stand.journal)),
        },
        {
          method: 'POST',
          path: '/__deaths',
          calm: true,
          handle: (asked) => control(stand, asked, () => recordDeath(stand, asked)),
        },
        {
          method: 'GET',
          path: '/',
          calm: true,
          handle: () => json({ sandbox: 'population', persons: register.size }),
        },
      ],
    };
  });
}

function control(stand: Stand, asked: Asked, run: () => Answer): Answer {
  const expected = stand.stage.options.controlToken;
  const given = (asked.headers.authorization ?? '').replace(/^Bearer /, '');
  if (!expected || !sameSecret(given, expected)) throw new Refusal(401, 'control_token_required');
  return run();
}

function recordDeath(stand: Stand, asked: Asked): Answer {
  const { number, on } = (readJson(asked) ?? {}) as { number?: unknown; on?: unknown };
  if (typeof number !== 'string' || typeof on !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(on)) {
    throw new Refusal(400, 'not_a_death');
  }
  if (!stand.register.recordDeath(number, on)) throw new Refusal(404, 'nobody_alive');
  return json({ recorded: true }, 201);
}

function serve(stand: Stand, asked: Asked): Answer {
  try {
    if (asked.headers.soapaction === undefined)
      throw new SoapFault('client', 'SOAPACTION', 'Thiếu SOAPAction');
    const { clients, serviceUrl, stage } = stand;
    const client = authenticate(asked.headers, { clients, serviceUrl, now: stage.surroundings.now() });
    const operation = readOperation(asked.body.toString('utf8'));
    return xml(wrapAnswer(operation.name, answer(stand, { operation, client })));
  } catch (error) {
    if (error instanceof SoapFault) return xml(renderFault(error), 500);
    throw error;
  }
}

// SOAP 1.1 §6.2: a fault travels with status 500.
function xml(body: string, status = 200): Answer {
  return { status, headers: { 'content-type': 'text/xml; charset=utf-8' }, body };
}

function answer(stand: Stand, at: { operation: Element; client: PopulationClient }): string {
  const { operation, client } = at;
  switch (operation.name) {
    case 'TraCuuThongTinCongDan':
    case 'XacThucThongTinCongDan':
    case 'XacMinhThongTinNhanThan': {
      const question = readQuestion(operation);
      const entry = findExactly(stand.register, question);
      note(stand, { client, operation: operation.name, question, found: entry !== undefined });
      return answerAbout(stand, { operation: operation.name, question, entry });
    }
    case 'TraCuuThongTinThayDoi': {
      const question = readChangesQuestion(operation);
      note(stand, { client, operation: operation.name, question, found: true });
      return answerChanges(stand.register, question);
    }
    default:
      throw new SoapFault('client', 'OPERATION', 'Không có dịch vụ này');
  }
}

function note(
  stand: Stand,
  at: { client: PopulationClient; operation: string; question: Question | ChangesQuestion; found: boolean },
): void {
  stand.journal.push({
    at: stand.stage.surroundings.now().toISOString(),
    client: at.client.user,
    operation: at.operation,
    requestCode: at.question.requestCode,
    officerCode: at.question.officerCode,
    found: at.found,
  });
}

/** Number, name and birth must all agree: this is no free search. */
function findExactly(register: Register, question: Question): Entry | undefined {
  const entry =
    question.number === undefined
      ? register.findByOldNumber(question.oldNumber ?? '')
      : register.findByNumber(question.number);
  if (!entry) return undefined;
  const birth = birthOf(entry.person);
  const sameBirth =
    question.birth.day === undefined ? birth.year === question.birth.year : birth.day === question.birth.day;
  return sameBirth && upper(entry.person.name.full) === question.name.normalize('NFC') ? entry : undefined;
}

function upper(name: string): string {
  return name.toUpperCase().normalize('NFC');
}

function answerAbout(
  stand: Stand,
  at: { operation: string; question: Question; entry: Entry | undefined },
): string {
  const { operation, question, entry } = at;
  if (operation === 'TraCuuThongTinCongDan') {
    const inner = entry ? personXml(stand.register, entry) : '';
    return `<ns1:CongdanCollection>${inner}</ns1:CongdanCollection>`;
  }
  if (operation === 'XacThucThongTinCongDan') {
    return `<ns1:KetQuaXacThuc><ns1:TonTai>${entry !== undefined}</ns1:TonTai></ns1:KetQuaXacThuc>`;
  }
  const holds = entry !== undefined && isRelative(entry, question);
  const now = stand.stage.surroundings.now().toISOString();
  return `<ns1:NhanThanCollection><ns1:NhanThan><ns1:SoCongDan>${entry?.person.number ?? ''}</ns1:SoCongDan><ns1:GhiChu>${holds ? 'DUNG' : 'KHONGDUNG'}</ns1:GhiChu><ns1:ThoiDiemDuLieu>${now}</ns1:ThoiDiemDuLieu><ns1:Id>${stand.journal.length}</ns1:Id></ns1:NhanThan></ns1:NhanThanCollection>`;
}

function isRelative({ person, household }: Entry, question: Question): boolean {
  const wanted = question.relative;
  if (!wanted) return false;
  const known = {
    CHA: [person.father],
    ME: [person.mother],
    VOCHONG: [person.spouse],
    GIAMHO: [person.guardian],
    CON: household.persons
      .filter((other) => other.father?.ref === person.ref || other.mother?.ref === person.ref)
      .map((child) => ({ name: child.name.full, number: child.number })),
  }[wanted.relation];
  return (known ?? []).some(
    (relative) =>
      relative !== undefined &&
      upper(relative.name) === upper(wanted.name) &&
      (wanted.number === undefined || relative.number === wanted.number),
  );
}

function answerChanges(register: Register, question: ChangesQuestion): string {
  const size = Math.min(question.size, MAX_PAGE);
  const kind = question.kind === '' ? undefined : changeKindOf(question.kind);
  if (question.kind !== '' && kind === undefined)
    throw new SoapFault('client', 'FORMAT', 'Loai không hợp lệ');
  const all = register.changes({ from: question.from, to: question.to, kind });
  const page = all.slice((question.page - 1) * size, question.page * size);
  return `<ns1:ThayDoiCollection><ns1:TongSo>${all.length}</ns1:TongSo>${page.map(changeXml).join('')}</ns1:ThayDoiCollection>`;
}

/** What a lying register would say: somebody else's number, or the opposite verdict, or a gateway's page. */
function falsify(given: Answer, draw: number): Answer {
  const body = String(given.body);
  if (draw < 0.3)
    return { status: 200, headers: { 'content-type': 'text/html' }, body: '<html>502 Bad Gateway</html>' };
  if (draw < 0.5) return { ...given, body: body.replace('</ns1:', '</ns2:') };
  return {
    ...given,
    body: body
      .replace(/(<ns1:SoDinhDanh>)\d{12}/, '$1100000000000')
      .replace(/<ns1:TonTai>(true|false)/, '<ns1:TonTai>có'),
  };
}
