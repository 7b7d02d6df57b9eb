export * from './check.ts';
export * from './check-sheets.ts';
export * from './errors.ts';
export * from './plan-import.ts';
export * from './plan-schemas.ts';
export * from './schemas.ts';
export * from './sheet.ts';
