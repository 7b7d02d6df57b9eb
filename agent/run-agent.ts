import { type Bridge, startBridge } from './bridge.ts';
import { openDevice } from './device.ts';
import type { Drivers } from './drivers/driver.ts';
import { createHandheld } from './drivers/handheld.ts';
import { openPcsc } from './drivers/pcsc.ts';
import { createSerialBox, createSerialScanner, openSerialPort } from './drivers/serial.ts';
import { openSimulator } from './drivers/simulator.ts';
import type { AgentLog } from './log.ts';
import type { AgentOptions } from './options.ts';

export interface RunningAgent {
  bridge: Bridge;
  /** Port on which simulated cards are inserted. */
  simulatorPort?: number;
  close(): Promise<void>;
}

async function trySerial<T>(
  paths: readonly string[],
  open: (path: string) => Promise<T>,
  log: AgentLog,
): Promise<T[]> {
  const opened: T[] = [];
  for (const path of paths) {
    try {
      opened.push(await open(path));
    } catch {
      log('serial.unavailable', { path });
    }
  }
  return opened;
}

interface Opened {
  drivers: Drivers;
  simulatorPort?: number;
  handheld?: ReturnType<typeof createHandheld>;
}

async function openDrivers(options: AgentOptions, log: AgentLog): Promise<Opened> {
  const pcsc = options.pcsc ? await openPcsc() : undefined;
  if (options.pcsc && !pcsc) log('pcsc.unavailable');
  const simulator =
    options.simulatorPort === undefined ? undefined : await openSimulator(options.simulatorPort);
  const box = async (path: string) => createSerialBox(await openSerialPort(path), path);
  const scanner = async (path: string) => createSerialScanner(await openSerialPort(path));
  const isHandheld = options.handheldToken !== undefined || options.handheldFolder !== undefined;
  const handheld = isHandheld ? createHandheld({ folder: options.handheldFolder }) : undefined;
  const drivers: Drivers = {
    chip: [pcsc, simulator, ...(await trySerial(options.boxes, box, log))].filter((one) => one !== undefined),
    reading: handheld ? [handheld] : [],
    scan: await trySerial(options.scanners, scanner, log),
  };
  return { drivers, simulatorPort: simulator?.port, handheld };
}

/** Opens what was asked for; a reader that is missing is told in the log and in the state, and stops nothing. */
export async function runAgent(options: AgentOptions, log: AgentLog): Promise<RunningAgent> {
  const { drivers, simulatorPort, handheld } = await openDrivers(options, log);
  const { handheldToken: token } = options;
  const bridge = await startBridge({
    port: options.port,
    origins: options.origins,
    drivers,
    device: openDevice({ folder: options.folder, server: options.server }),
    log,
    ...(handheld && token ? { handheld: { driver: handheld, token } } : {}),
  });
  log('agent.ready', { port: bridge.port, drivers: drivers.chip.length + drivers.reading.length });
  return {
    bridge,
    simulatorPort,
    close: async () => {
      await bridge.close();
      await Promise.all(
        [...drivers.chip, ...drivers.reading, ...drivers.scan].map((driver) => driver.close()),
      );
    },
  };
}
