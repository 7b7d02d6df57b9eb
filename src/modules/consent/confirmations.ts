/** Puts a question to a person's phone and checks the signed answer; VNeID in operation, a sandbox elsewhere. */
export interface ConfirmationService {
  /** @throws when the service cannot be reached */
  ask(question: ConfirmationQuestion): Promise<{ readonly id: string; readonly expiresAt: Date }>;
  /** Verifies signature, audience and text. @throws when anything is off */
  verify(answer: string, text: string): Promise<ConfirmationAnswer>;
}

export interface ConfirmationQuestion {
  readonly personalNumber: string;
  readonly purpose: 'consent' | 'step_up';
  readonly text: string;
  readonly reference: string;
}

export interface ConfirmationAnswer {
  readonly confirmationId: string;
  readonly decision: 'approved' | 'refused';
  readonly reference: string;
}

declare module '#platform/runtime' {
  interface Ports {
    confirmations: ConfirmationService;
  }
}
