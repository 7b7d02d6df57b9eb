/** A code in an address: `1.004194` as `1-004194`, since servers take what follows a dot for a file's kind. */
export function addressOf(code: string): string {
  return code.replace('.', '-');
}

/** The code of an address; the form with a dot is understood too. */
export function codeOf(address: string): string {
  return address.replace(/^(\d)-(\d{6})$/, '$1.$2');
}
