const dLookAlikes = /[\u00d0\u0189]/g;
const smallDLookAlikes = /[\u00f0\u0256]/g;
const invisible = /\p{Default_Ignorable_Code_Point}/gu;
const controls = /\p{Cc}/gu;
const spaces = /[\s\u0085\u2800]+/g;

/** Apostrophes, primes, single quotes and accents used as the mark of H', M', R'. */
export const apostrophes =
  /['\u0060\u00b4\u02b9\u02bb-\u02bd\u02c8\u02ca\u02cb\u2018\u2019\u201b\u2032\u2035\uff07\ua78c]/g;

/** Eth (Ð U+00D0, ð) and African D (Ɖ U+0189, ɖ) typed in place of Đ/đ. */
export function unifyD(text: string): string {
  return text.replace(dLookAlikes, 'Đ').replace(smallDLookAlikes, 'đ');
}

/** Every apostrophe-like sign becomes U+0027. */
export function unifyApostrophes(text: string): string {
  return text.replace(apostrophes, "'");
}

// Single spaces between printable ASCII and composed letters, the look-alikes of Đ not among them: clean as it stands.
const plain =
  /^[!-~À-ÏÑ-ïñ-\u0188\u018a-\u01b0\u1ea0-\u1ef9]+(?: [!-~À-ÏÑ-ïñ-\u0188\u018a-\u01b0\u1ea0-\u1ef9]+)*$/;

/**
 * The form in which text is stored and compared: NFC, one kind of Đ, no control, zero-width or direction
 * characters, any run of white space is one space, no white space at the ends.
 * Not for text still in TCVN3, where the soft hyphen is the letter ư: see `repairText`.
 */
export function cleanText(text: string): string {
  if (plain.test(text)) return text;
  const visible = text
    .replace(invisible, '')
    .replace(spaces, ' ')
    .replace(controls, '')
    .replace(/ {2,}/g, ' ');
  return unifyD(visible.normalize('NFC')).trim();
}

/** As `cleanText`, but keeps line breaks (LF), for texts of more than one line. */
export function cleanLines(text: string): string {
  return text
    .split(/\r\n|[\n\r\u0085\u2028\u2029]/)
    .map(cleanText)
    .join('\n');
}
