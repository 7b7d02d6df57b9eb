import type { Ctx } from '#platform/runtime';
import { findByTaxCode } from './mandates.ts';
import {
  type NewOrganisation,
  grantLicence,
  openEstablishment,
  registerOrganisation,
} from './register-organisation.ts';

export interface SeedOrganisation extends NewOrganisation {
  readonly establishments: readonly {
    readonly kind: string;
    readonly name: string;
    readonly placeCode: string | null;
    readonly address: string;
    readonly licence?: { readonly kind: string; readonly number: string; readonly issuedBy: string };
  }[];
}

/** Enters an organisation of the demonstration unless its tax code is there already. */
export async function seedOrganisation(ctx: Ctx, organisation: SeedOrganisation): Promise<string> {
  const taxCode = organisation.identifiers.find((one) => one.type === 'tax_code')?.value ?? '';
  const known = await findByTaxCode(ctx, taxCode);
  if (known) return known;
  const organisationId = await registerOrganisation(ctx, organisation);
  const validFrom = organisation.foundedOn ?? '2020-01-01';
  for (const { licence, ...place } of organisation.establishments) {
    const establishmentId = await openEstablishment(ctx, {
      ...place,
      organisationId,
      managerPersonId: organisation.representatives?.[0]?.personId ?? null,
      validFrom,
    });
    if (licence)
      await grantLicence(ctx, { ...licence, organisationId, establishmentId, validFrom, validTo: null });
  }
  return organisationId;
}
