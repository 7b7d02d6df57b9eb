// Change of 11-digit mobile numbers to 10 digits, 2018-09-15 to 2018-11-15 (Ministry of Information and
// Communications, plan of 2018-05; table from memory, asOf 2026-11-23): old prefix → new prefix.
export const mobilePrefixChanges2018: Readonly<Record<string, string>> = {
  '0120': '070',
  '0121': '079',
  '0122': '077',
  '0126': '076',
  '0128': '078',
  '0123': '083',
  '0124': '084',
  '0125': '085',
  '0127': '081',
  '0129': '082',
  '0162': '032',
  '0163': '033',
  '0164': '034',
  '0165': '035',
  '0166': '036',
  '0167': '037',
  '0168': '038',
  '0169': '039',
  '0186': '056',
  '0188': '058',
  '0199': '059',
};

/**
 * National form of a Vietnamese number, digits only, starting with 0: +84 and 84 replaced, separators dropped,
 * mobile prefixes of before 2018 renewed. Undefined when it is no Vietnamese number of 10 or 11 digits.
 */
export function parsePhone(
  text: string,
  prefixChanges: Readonly<Record<string, string>> = mobilePrefixChanges2018,
): string | undefined {
  const compact = text.replace(/[\s.()\-\u00a0]/g, '');
  const national = compact.replace(/^(?:\+84|0084|84(?=\d{9,10}$))0?/, '0');
  if (!/^0\d{9,10}$/.test(national)) return undefined;
  const renewed = national.length === 11 ? prefixChanges[national.slice(0, 4)] : undefined;
  const digits = renewed ? renewed + national.slice(4) : national;
  if (digits.length === 11 && !digits.startsWith('02')) return undefined;
  return /^0[235789]/.test(digits) ? digits : undefined;
}

/** 0905123456 → "0905 123 456"; land lines of 11 digits "0262 3 812 345". Other text is given back as it is. */
export function formatPhone(text: string): string {
  const digits = parsePhone(text);
  if (!digits) return text.trim();
  if (digits.length === 10) return `${digits.slice(0, 4)} ${digits.slice(4, 7)} ${digits.slice(7)}`;
  return `${digits.slice(0, 4)} ${digits.slice(4, 5)} ${digits.slice(5, 8)} ${digits.slice(8)}`;
}

/** +84905123456, for SMS ports. */
export function toInternationalPhone(text: string): string | undefined {
  const digits = parsePhone(text);
  return digits ? `+84${digits.slice(1)}` : undefined;
}
