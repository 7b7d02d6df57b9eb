/** A fault in a sheet: where it is and what is wrong with it. */
export type CatalogFault = { sheet: string; row: number | null; path: string; message: string };

/** Thrown when a sheet cannot be read; carries every fault found, not only the first. */
export class CatalogError extends Error {
  readonly faults: readonly CatalogFault[];
  constructor(faults: readonly CatalogFault[]) {
    const first = faults[0];
    const where =
      first === undefined ? '' : ` ${first.sheet} row ${first.row ?? '-'} ${first.path}: ${first.message}`;
    super(`catalog: ${faults.length} fault(s);${where}`);
    this.name = 'CatalogError';
    this.faults = faults;
  }
}
