export type PadesErrorCode =
  | 'pdf.unreadable'
  | 'pdf.encrypted'
  | 'pdf.no_such_page'
  | 'signature.too_large'
  | 'signature.no_signer_certificate'
  | 'timestamp.refused'
  | 'timestamp.unreadable'
  | 'timestamp.wrong_nonce'
  | 'timestamp.wrong_imprint';

export class PadesError extends Error {
  readonly code: PadesErrorCode;
  constructor(code: PadesErrorCode, detail: string, options?: ErrorOptions) {
    super(detail, options);
    this.name = 'PadesError';
    this.code = code;
  }
}
