import { detectLegacy, type TextSystem } from '#lib/vietnamese';

export type CharacterSet = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1258' | 'windows-1252';

export interface TextEncoding {
  readonly characterSet: CharacterSet;
  /** How the letters were written in it: `tcvn3` and `vni` are fonts over Windows-1252. */
  readonly system: TextSystem;
  /** Bytes of the mark at the start. */
  readonly skip: number;
}

/** Words that tell Vietnamese: only those with something besides ASCII. */
function tellingLines(text: string): string[] {
  const telling = text.split(/[\r\n,;\t|"]+/).filter((part) => /[^\p{ASCII}]/u.test(part));
  return telling.slice(0, 400);
}

function byMark(head: Uint8Array): TextEncoding | undefined {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf)
    return { characterSet: 'utf-8', system: 'unicode', skip: 3 };
  if (head[0] === 0xff && head[1] === 0xfe) return { characterSet: 'utf-16le', system: 'unicode', skip: 2 };
  if (head[0] === 0xfe && head[1] === 0xff) return { characterSet: 'utf-16be', system: 'unicode', skip: 2 };
  return undefined;
}

function withoutMark(head: Uint8Array): TextEncoding | undefined {
  const zeros = [0, 0];
  head.forEach((byte, at) => {
    if (byte === 0) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1;
  });
  const [even = 0, odd = 0] = zeros;
  if (odd > head.length / 8 && odd > even * 4)
    return { characterSet: 'utf-16le', system: 'unicode', skip: 0 };
  if (even > head.length / 8 && even > odd * 4)
    return { characterSet: 'utf-16be', system: 'unicode', skip: 0 };
  return undefined;
}

// A piece may end inside a character: up to three bytes at its end say nothing.
function isUtf8(bytes: Uint8Array): boolean {
  for (let cut = 0; cut < 4; cut++) {
    try {
      new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(0, bytes.length - cut));
      return true;
    } catch {
      continue;
    }
  }
  return false;
}

function isMostlyUtf8(bytes: Uint8Array): boolean {
  const text = new TextDecoder('utf-8').decode(bytes);
  const broken = text.split('\ufffd').length - 1;
  const fine = text.match(/[^\p{ASCII}\ufffd]/gu)?.length ?? 0;
  return fine > 20 * broken;
}

/** Judged from the first piece of the file. */
export function detectEncoding(head: Uint8Array): TextEncoding {
  const marked = byMark(head) ?? withoutMark(head);
  if (marked) return marked;
  if (isUtf8(head) || isMostlyUtf8(head)) return { characterSet: 'utf-8', system: 'unicode', skip: 0 };
  const as1252 = tellingLines(new TextDecoder('windows-1252').decode(head));
  const as1258 = tellingLines(new TextDecoder('windows-1258').decode(head).normalize('NFC'));
  const [fonts, page] = [detectLegacy(as1252), detectLegacy(as1258)];
  const isFont = fonts.system === 'tcvn3' || fonts.system === 'vni';
  if (page.shares.unicode >= fonts.confidence)
    return { characterSet: 'windows-1258', system: 'unicode', skip: 0 };
  return { characterSet: 'windows-1252', system: isFont ? fonts.system : 'unicode', skip: 0 };
}

/** Names as the notices show them. */
export function encodingName({ characterSet, system }: TextEncoding): string {
  if (system === 'tcvn3') return 'TCVN3 (ABC)';
  if (system === 'vni') return 'VNI-Windows';
  return (
    { 'utf-8': 'UTF-8', 'utf-16le': 'UTF-16', 'utf-16be': 'UTF-16' }[characterSet as string] ?? characterSet
  );
}
