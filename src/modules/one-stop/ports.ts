import type { TemplateShelf } from '#platform/documents';
import type { Typeface } from '#lib/pades';

/** What papers are made with; filled once in src/app/compose.ts. */
export interface Stationery {
  readonly templates: TemplateShelf;
  readonly typeface: () => Promise<Typeface>;
  readonly publicUrl: string;
  /** Papers of a demonstration say on every page that they have no legal value. */
  readonly isDemonstration: boolean;
}

declare module '#platform/runtime' {
  interface Ports {
    stationery: Stationery;
  }
}
