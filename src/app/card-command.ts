import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import QRCode from 'qrcode';
import {
  createScenarioKit,
  createVirtualCard,
  findScenario,
  scenarios,
  serveVpcd,
  type Staging,
  writeCardQr,
} from '#lib/card-sim';
import { personas } from '#lib/synthetic-population';
import { openCardAuthority } from './card-authority.ts';
import { cardHolderOf, cardQrDetails, findCardPerson, portraitOfNobody } from './card-people.ts';
import { readConfig } from './config.ts';
import { UserError } from './user-error.ts';

const usage = {
  vi: 'Cách dùng: card list | people | insert [--person AI] [--scenario TÊN] [--port CỔNG] [--for GIÂY] | qr [--person AI] [--out TỆP]',
  en: 'card list | people | insert [--person WHO] [--scenario NAME] [--port PORT] [--for SECONDS] | qr [--person WHO] [--out FILE]',
};

const random = (count: number) => new Uint8Array(randomBytes(count));

function options(args: readonly string[]) {
  return parseArgs({
    args: [...args],
    options: {
      person: { type: 'string', default: 'young_mother' },
      scenario: { type: 'string', default: 'genuine' },
      port: { type: 'string' },
      for: { type: 'string' },
      out: { type: 'string' },
      portrait: { type: 'string' },
      population: { type: 'string', default: '20000' },
    },
  }).values;
}
type Values = ReturnType<typeof options>;

async function holderFor(values: Values) {
  const person = findCardPerson(values.person, Number(values.population));
  const portrait = values.portrait
    ? new Uint8Array(readFileSync(values.portrait))
    : await portraitOfNobody(person);
  return { person, holder: cardHolderOf(person, portrait) };
}

async function stage(values: Values): Promise<Staging> {
  const scenario = findScenario(values.scenario);
  if (!scenario)
    throw new UserError(
      {
        vi: `Không có kịch bản "${values.scenario}". Xem ./serepok card list.`,
        en: `no scenario "${values.scenario}"; see ./serepok card list`,
      },
      2,
    );
  const now = Date.now();
  const own = openCardAuthority(readConfig(process.env).SEREPOK_HOME, now);
  const { holder } = await holderFor(values);
  return scenario.stage(createScenarioKit({ now, random, own, holder }));
}

/** Certificates and lists that this scenario supposes the server to hold, as files for `./serepok trust import`. */
function writeTrust(name: string, staging: Staging): string[] {
  const folder = join(readConfig(process.env).SEREPOK_HOME, 'card-authority');
  const parts = [
    ...(staging.trust?.links ?? []).map(({ raw }, index) => [`${name}-link-${index}.cer`, raw] as const),
    ...(staging.trust?.revocationLists ?? []).map(({ raw }, index) => [`${name}-${index}.crl`, raw] as const),
  ];
  mkdirSync(folder, { recursive: true });
  return parts.map(([file, bytes]) => {
    writeFileSync(join(folder, file), bytes);
    return join(folder, file);
  });
}

function connectTo(port: number): Promise<Socket> {
  return new Promise((done, failed) => {
    const socket = connect(port, '127.0.0.1', () => done(socket));
    socket.once('error', () =>
      failed(
        new UserError(
          {
            vi: `Không có đầu đọc giả lập nào nghe ở cổng ${port}. Hãy chạy phần mềm đầu đọc với --simulator ${port}, hoặc pcscd với vpcd (cổng 35963).`,
            en: `nothing listens on port ${port}; start the reader agent with --simulator ${port}, or pcscd with vpcd (port 35963)`,
          },
          5,
        ),
      ),
    );
  });
}

function untilTaken(socket: Socket, seconds: number | undefined): Promise<void> {
  return new Promise((done) => {
    const timer = seconds === undefined ? undefined : setTimeout(() => socket.destroy(), seconds * 1000);
    const take = () => socket.destroy();
    process.once('SIGINT', take);
    process.once('SIGTERM', take);
    socket.once('error', () => socket.destroy());
    socket.once('close', () => {
      clearTimeout(timer);
      done();
    });
  });
}

async function insert(values: Values): Promise<number> {
  const port = Number(values.port ?? readConfig(process.env).SEREPOK_AGENT_PORT + 1);
  const staging = await stage(values);
  for (const file of writeTrust(values.scenario, staging))
    console.log(`kịch bản này cần / this scenario needs: ./serepok trust import ${file}`);
  const socket = await connectTo(port);
  socket.setNoDelay(true);
  const card = createVirtualCard(staging.image, { random, faults: staging.faults });
  const duplex = {
    write: (bytes: Uint8Array) => void socket.write(bytes),
    onData: (listener: (bytes: Uint8Array) => void) =>
      void socket.on('data', (chunk: Buffer) => listener(new Uint8Array(chunk))),
  };
  serveVpcd(card, duplex, () => socket.destroy());
  console.log(`thẻ đã đặt / card inserted: ${values.scenario}, ${values.person} (Ctrl+C để nhấc thẻ)`);
  await untilTaken(socket, values.for === undefined ? undefined : Number(values.for));
  console.log('thẻ đã nhấc / card removed');
  return 0;
}

async function qr(values: Values): Promise<number> {
  const { person, holder } = await holderFor(values);
  const text = writeCardQr(holder, cardQrDetails(person));
  const file = values.out ?? join(readConfig(process.env).SEREPOK_HOME, `qr-${values.person}.png`);
  await QRCode.toFile(file, [{ data: Buffer.from(text, 'utf8'), mode: 'byte' }], { width: 600, margin: 4 });
  console.log(text);
  console.log(file);
  return 0;
}

function list(): number {
  for (const { name, about, expected } of scenarios) {
    const what = expected.stage === 'accepted' ? expected.level : expected.code;
    console.log(`${name.padEnd(22)} ${what.padEnd(26)} ${about.vi}`);
  }
  return 0;
}

function people(): number {
  for (const { role, title, person } of personas())
    console.log(`${role.padEnd(26)} ${person.number} ${person.name.full.padEnd(26)} ${title.vi}`);
  return 0;
}

/** `./serepok card …`: virtual cards of synthetic persons for the simulated reader or vpcd. */
export async function cardCommand([verb = 'list', ...args]: readonly string[]): Promise<number> {
  if (verb === 'list') return list();
  if (verb === 'people') return people();
  if (verb === 'insert') return insert(options(args));
  if (verb === 'qr') return qr(options(args));
  throw new UserError(usage, 2);
}
