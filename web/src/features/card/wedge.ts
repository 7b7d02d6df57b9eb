/** A scanner that plays a keyboard types faster than anybody, and ends with Enter. */
const fastestHumanMs = 60;
const shortestScan = 10;

export type WedgeState = { text: string; at: number };
export const emptyWedge: WedgeState = { text: '', at: 0 };

/**
 * Takes one key; `scan` is what was scanned when the key ends it. Slow keys are somebody typing and begin anew. The letters
 * may be garbled on the way (code page, Telex): that is for the server's parser to see.
 */
export function takeKey(
  state: WedgeState,
  press: { key: string; at: number },
): { state: WedgeState; scan?: string } {
  const isFast = press.at - state.at <= fastestHumanMs;
  if (press.key === 'Enter' || press.key === 'Tab') {
    const scan = isFast && state.text.length >= shortestScan ? state.text : undefined;
    return { state: emptyWedge, scan };
  }
  if (press.key.length !== 1) return { state };
  return { state: { text: isFast ? state.text + press.key : press.key, at: press.at } };
}
