import { maskNumbersIn } from '#lib/identity';

/** One JSON line per event: codes, counts, milliseconds. Numbers of persons never get this far; a mask stands behind it. */
export type AgentLog = (event: string, fields?: Readonly<Record<string, string | number | boolean>>) => void;

export function createLog(write: (line: string) => void, now: () => Date = () => new Date()): AgentLog {
  return (event, fields = {}) =>
    write(maskNumbersIn(JSON.stringify({ at: now().toISOString(), event, ...fields })));
}
