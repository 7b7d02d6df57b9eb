import type { Ward } from '../../ui/address-field.tsx';

/** Today's units with their former names. */
export function usePlaces(): { communes: readonly Ward[]; provinces: readonly Ward[] } {
  return { communes: [], provinces: [] };
}
