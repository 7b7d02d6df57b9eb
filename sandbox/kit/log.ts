/** One JSON line per event. No body, no query and no path parameter is ever handed to it. */
export type LogFields = Record<string, string | number | boolean | undefined>;
export type Log = (event: string, fields?: LogFields) => void;

// Luật 91/2025/QH15: application logs hold no personal data; digits long enough to be a number, phone or account go.
const LONG_NUMBER = /\d{9,}/g;
const MAIL_ADDRESS = /[^\s@<>"]+@[^\s@<>"]+/g;

export function scrub(text: string): string {
  return text.replace(LONG_NUMBER, '•••').replace(MAIL_ADDRESS, '•••');
}

export function createLog(sandbox: string, write: (line: string) => void, now: () => Date): Log {
  return (event, fields = {}) => {
    const clean: LogFields = {};
    for (const [key, value] of Object.entries(fields)) {
      clean[key] = typeof value === 'string' ? scrub(value) : value;
    }
    write(JSON.stringify({ time: now().toISOString(), sandbox, event, ...clean }));
  };
}

export function silentLog(): Log {
  return () => undefined;
}
