export const errorCodes = { faulty: 422, not_found: 404 } as const;
