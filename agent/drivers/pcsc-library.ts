import type { LibraryHandle } from 'koffi';

/** The few calls of PC/SC that we need, on Linux (libpcsclite) and Windows (winscard), without a native addon of our own. */
export interface PcscLibrary {
  listReaders(): Promise<string[]>;
  /** In the order of the names. */
  hasCard(names: readonly string[]): Promise<boolean[]>;
  connect(reader: string): Promise<OpenCard>;
  transmit(card: OpenCard, command: Uint8Array): Promise<{ code: number; data: Uint8Array }>;
  disconnect(card: OpenCard): Promise<void>;
  release(): Promise<void>;
}

export interface OpenCard {
  code: number;
  handle: bigint | number;
  protocol: number;
}

const scope = { system: 2 } as const;
const share = { shared: 2 } as const;
const protocols = { t0: 1, t1: 2 } as const;
const leave = { reset: 1 } as const;
const state = { unaware: 0, present: 0x20 } as const;
const maxReply = 66_000;
const maxNames = 4096;

type Call = (...values: unknown[]) => Promise<number>;

/** LONG is signed; the codes are written as unsigned. */
const unsigned = (value: number | bigint) => Number(BigInt.asUintN(32, BigInt(value)));

interface Calls {
  establish: Call;
  release: Call;
  list: Call;
  status: Call;
  connect: Call;
  disconnect: Call;
  transmit: Call;
  stateSize: number;
}

function bind(koffi: typeof import('koffi')['default'], library: LibraryHandle, isWindows: boolean): Calls {
  const [dword, long, handle, suffix] = isWindows
    ? ['uint32', 'int32', 'uintptr_t', 'A']
    : ['ulong', 'long', 'long', ''];
  const readerState = koffi.struct({
    szReader: 'const char *',
    pvUserData: 'void *',
    dwCurrentState: dword,
    dwEventState: dword,
    cbAtr: dword,
    rgbAtr: koffi.array('uint8', isWindows ? 36 : 33),
  });
  const request = koffi.struct({ dwProtocol: dword, cbPciLength: dword });
  const call = (name: string, types: unknown[]): Call => {
    const bound = library.func(name, long, types as never);
    return (...values) =>
      new Promise((done, failed) => {
        bound.async(...values, (error: unknown, result: number | bigint) => {
          if (error) failed(error instanceof Error ? error : new Error('pcsc call failed'));
          else done(unsigned(result));
        });
      });
  };
  const pointerTo = (type: unknown) => koffi.pointer(type as never);
  const out = (type: unknown) => koffi.out(pointerTo(type));
  const inout = (type: unknown) => koffi.inout(pointerTo(type));
  return {
    establish: call('SCardEstablishContext', [dword, 'void *', 'void *', out(handle)]),
    release: call('SCardReleaseContext', [handle]),
    list: call(`SCardListReaders${suffix}`, [handle, 'const char *', pointerTo('uint8'), inout(dword)]),
    status: call(`SCardGetStatusChange${suffix}`, [handle, dword, inout(readerState), dword]),
    connect: call(`SCardConnect${suffix}`, [handle, 'str', dword, dword, out(handle), out(dword)]),
    disconnect: call('SCardDisconnect', [handle, dword]),
    transmit: call('SCardTransmit', [
      handle,
      pointerTo(request),
      pointerTo('uint8'),
      dword,
      'void *',
      pointerTo('uint8'),
      inout(dword),
    ]),
    stateSize: koffi.sizeof(request),
  };
}

function namesIn(bytes: Buffer): string[] {
  return bytes
    .toString('utf8')
    .split('\0')
    .filter((name) => name !== '');
}

function wrap(calls: Calls): PcscLibrary {
  let context: bigint | number | undefined;

  async function contextNow(): Promise<bigint | number | undefined> {
    if (context !== undefined) return context;
    const opened: (bigint | number)[] = [0];
    if ((await calls.establish(scope.system, null, null, opened)) !== 0) return undefined;
    context = opened[0];
    return context;
  }

  async function forget(): Promise<void> {
    if (context !== undefined) await calls.release(context);
    context = undefined;
  }

  async function listReaders(): Promise<string[]> {
    const current = await contextNow();
    if (current === undefined) return [];
    const bytes = Buffer.alloc(maxNames);
    const length = [maxNames];
    const code = await calls.list(current, null, bytes, length);
    if (code === 0) return namesIn(bytes.subarray(0, Number(length[0])));
    // No readers is an answer; anything else may be a service that was restarted under us.
    if (code !== 0x8010002e) await forget();
    return [];
  }

  async function hasCard(names: readonly string[]): Promise<boolean[]> {
    return Promise.all(names.map((name) => isPresent(name)));
  }

  async function isPresent(name: string): Promise<boolean> {
    const current = await contextNow();
    if (current === undefined) return false;
    const asked: { dwEventState: number }[] = [
      {
        szReader: name,
        pvUserData: null,
        dwCurrentState: state.unaware,
        dwEventState: 0,
        cbAtr: 0,
        rgbAtr: [],
      } as never,
    ];
    const code = await calls.status(current, 0, asked, 1);
    return code === 0 && (Number(asked[0]?.dwEventState) & state.present) !== 0;
  }

  return {
    listReaders,
    hasCard,
    connect: async (reader) => {
      const current = await contextNow();
      if (current === undefined) return { code: 0x8010001d, handle: 0, protocol: 0 };
      const handle: (bigint | number)[] = [0];
      const protocol = [0];
      const wanted = protocols.t0 | protocols.t1;
      const code = await calls.connect(current, reader, share.shared, wanted, handle, protocol);
      return { code, handle: handle[0] ?? 0, protocol: Number(protocol[0]) };
    },
    transmit: async (card, command) => {
      const reply = Buffer.alloc(maxReply);
      const length = [maxReply];
      const pci = { dwProtocol: card.protocol, cbPciLength: calls.stateSize };
      const code = await calls.transmit(
        card.handle,
        pci,
        Buffer.from(command),
        command.length,
        null,
        reply,
        length,
      );
      const data = new Uint8Array(reply.subarray(0, code === 0 ? Number(length[0]) : 0));
      reply.fill(0);
      return { code, data };
    },
    disconnect: async (card) => void (await calls.disconnect(card.handle, leave.reset)),
    release: forget,
  };
}

/** Undefined when koffi or the system's PC/SC library is absent. */
export async function loadPcsc(): Promise<PcscLibrary | undefined> {
  const isWindows = process.platform === 'win32';
  try {
    const koffi = (await import('koffi')).default;
    const library = koffi.load(isWindows ? 'winscard.dll' : 'libpcsclite.so.1');
    return wrap(bind(koffi, library, isWindows));
  } catch {
    return undefined;
  }
}
