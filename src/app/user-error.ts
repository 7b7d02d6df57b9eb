/** A failure that the one at the keyboard can mend: one clear sentence with the remedy, no stack. */
export class UserError extends Error {
  override readonly name = 'UserError';
  readonly exitCode: number;

  constructor(sentences: { readonly vi: string; readonly en: string }, exitCode = 1) {
    super(`${sentences.vi} / ${sentences.en}`);
    this.exitCode = exitCode;
  }
}
