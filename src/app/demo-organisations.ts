import { persona, type PersonaRole } from '#lib/synthetic-population';
import { type SeedOrganisation, seedOrganisation } from '#modules/organisation';
import { findPersonByIdentifier } from '#modules/person';
import { type Ctx, system } from '#platform/runtime';
import type { House } from './compose.ts';

type Made = Omit<SeedOrganisation, 'representatives'> & {
  readonly represented: { readonly role: PersonaRole; readonly title: string };
};

const taxCode = (value: string, validFrom: string) => [
  { type: 'tax_code', value, validFrom },
  { type: 'business_number', value, validFrom },
];

/** Invented organisations of the demonstration; the first is the one the identity sandbox signs in. */
const organisations: readonly Made[] = [
  {
    kind: 'enterprise',
    name: 'Công ty TNHH Cà phê Thử Nghiệm Sêrêpôk',
    shortName: 'Cà phê Sêrêpôk Thử',
    foundedOn: '2019-05-20',
    placeCode: '24163',
    address: '15 Phan Bội Châu, phường Tân An, tỉnh Đắk Lắk',
    fields: ['Sản xuất cà phê', 'Bán buôn nông sản'],
    identifiers: taxCode('6000000001', '2019-05-20'),
    represented: { role: 'director', title: 'Giám đốc' },
    establishments: [
      {
        kind: 'office',
        name: 'Trụ sở chính',
        placeCode: '24163',
        address: '15 Phan Bội Châu, phường Tân An, tỉnh Đắk Lắk',
      },
      {
        kind: 'factory',
        name: 'Xưởng rang Ea Tul',
        placeCode: '24277',
        address: 'Buôn Sah A, xã Ea Tul, tỉnh Đắk Lắk',
      },
    ],
  },
  {
    kind: 'household_business',
    name: 'Hộ kinh doanh Nhà trọ Kim Oanh Thử',
    foundedOn: '2021-03-01',
    placeCode: '24163',
    address: 'Tổ dân phố 8, phường Tân An, tỉnh Đắk Lắk',
    fields: ['Dịch vụ lưu trú ngắn ngày'],
    identifiers: [{ type: 'tax_code', value: persona('landlord').number, validFrom: '2021-03-01' }],
    represented: { role: 'landlord', title: 'Chủ hộ kinh doanh' },
    establishments: [
      {
        kind: 'lodging',
        name: 'Nhà trọ Kim Oanh Thử',
        placeCode: '24163',
        address: 'Tổ dân phố 8, phường Tân An, tỉnh Đắk Lắk',
        licence: {
          kind: 'security-condition',
          number: 'ANTT-THU-0001',
          issuedBy: 'Công an phường Tân An',
        },
      },
    ],
  },
  {
    kind: 'cooperative',
    name: 'Hợp tác xã Ca cao Thử Krông Năng',
    foundedOn: '2020-08-15',
    placeCode: '24305',
    address: 'Thôn 4, phường Buôn Hồ, tỉnh Đắk Lắk',
    fields: ['Trồng và sơ chế ca cao'],
    identifiers: taxCode('6000000002', '2020-08-15'),
    represented: { role: 'householder', title: 'Giám đốc hợp tác xã' },
    establishments: [],
  },
];

async function seedOne(ctx: Ctx, { represented, ...made }: Made): Promise<void> {
  const found = await findPersonByIdentifier(ctx, {
    type: 'personal_number',
    value: persona(represented.role).number,
  });
  if (!found) return;
  const validFrom = made.foundedOn ?? '2020-01-01';
  await seedOrganisation(ctx, {
    ...made,
    representatives: [{ personId: found.personId, title: represented.title, validFrom }],
  });
}

/** Enters the organisations of the demonstration; those already there are left alone. */
export async function seedOrganisations(house: Pick<House, 'runner'>): Promise<void> {
  for (const made of organisations)
    await house.runner.act({ action: 'demo.add-organisation', principal: system }, (ctx) =>
      seedOne(ctx, made),
    );
}
