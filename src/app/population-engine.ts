import { Worker } from 'node:worker_threads';
import type { EngineStatus, PopulationEngine } from '#modules/matching';
import type { ConnectionConfig } from '#platform/db';

export interface Begun {
  readonly home: string;
  readonly database: ConnectionConfig;
}

export interface Asked {
  readonly id: number;
  readonly method: 'status' | 'wake' | 'estimate' | 'link' | 'lookUp';
  readonly args: readonly unknown[];
}

interface Answered {
  readonly id: number;
  readonly value?: unknown;
  readonly trouble?: string;
}

interface Waiting {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
}

const IDLE_MS = 45 * 60_000;
const asleep: EngineStatus = { state: 'asleep', engine: '', persons: 0, trouble: null };

/**
 * The population side in a thread of this process: started by the first question, so a process that never matches stays
 * small; ended when nobody has asked for a while; begun anew when it broke. Requests are not held up by a long match.
 */
export function openPopulationEngine(begun: Begun): PopulationEngine {
  const thread = new Thread(begun);
  return {
    status: () => thread.status(),
    wake: () => void thread.ask('wake', []).catch(() => undefined),
    estimate: (rows) => thread.ask('estimate', [rows]),
    link: (rows, model) => thread.ask('link', [rows, model]),
    lookUp: (asked) => thread.ask('lookUp', [asked]),
    close: () => thread.end(),
  };
}

class Thread {
  private readonly begun: Begun;
  private worker: Worker | undefined;
  private readonly waiting = new Map<number, Waiting>();
  private last = 0;
  private idle: NodeJS.Timeout | undefined;

  constructor(begun: Begun) {
    this.begun = begun;
  }

  status(): Promise<EngineStatus> {
    return this.worker ? this.ask('status', []) : Promise.resolve(asleep);
  }

  ask<T>(method: Asked['method'], args: readonly unknown[]): Promise<T> {
    const worker = (this.worker ??= this.start());
    this.rest();
    const id = (this.last += 1);
    return new Promise<T>((resolve, reject) => {
      this.waiting.set(id, { resolve: resolve as Waiting['resolve'], reject });
      worker.postMessage({ id, method, args } satisfies Asked);
    });
  }

  async end(): Promise<void> {
    clearTimeout(this.idle);
    const { worker } = this;
    this.worker = undefined;
    await worker?.terminate();
  }

  private start(): Worker {
    const worker = new Worker(new URL('./population-thread.ts', import.meta.url), { workerData: this.begun });
    worker.unref();
    worker.on('message', (answered: Answered) => this.take(answered));
    worker.on('error', (error) => this.break(worker, error));
    worker.on('exit', () => this.break(worker, new Error('the matching engine ended')));
    return worker;
  }

  private take({ id, value, trouble }: Answered): void {
    const asked = this.waiting.get(id);
    this.waiting.delete(id);
    if (trouble === undefined) asked?.resolve(value);
    else asked?.reject(new Error(trouble));
  }

  private break(worker: Worker, error: Error): void {
    if (this.worker === worker) this.worker = undefined;
    for (const { reject } of this.waiting.values()) reject(error);
    this.waiting.clear();
  }

  private rest(): void {
    clearTimeout(this.idle);
    this.idle = setTimeout(() => void this.end(), IDLE_MS);
    this.idle.unref();
  }
}
