import { expect, test } from 'vitest';
import { productionObstacles, readConfig, refuseUnsafeProduction } from './config.ts';

const safe = {
  SEREPOK_PROFILE: 'production',
  SEREPOK_PUBLIC_URL: 'https://dichvucong.example.vn',
  DATABASE_URL: 'postgres://serepok@db.example.vn/serepok',
  DATABASE_APP_URL: 'postgres://serepok_app@db.example.vn/serepok',
  DATABASE_JOBS_URL: 'postgres://serepok_jobs@db.example.vn/serepok',
  VNEID_ISSUER: 'https://vneid.example.vn',
  VNEID_CLIENT_SECRET: 'a',
  BANK_URL: 'https://bank.example.vn',
  BANK_WEBHOOK_SECRET: 'b',
  PORTAL_URL: 'https://portal.example.vn',
  PORTAL_PASSWORD: 'c',
  PORTAL_INTAKE_SECRET: 'd',
  SMS_URL: 'https://sms.example.vn',
  CA_URL: 'https://ca.example.vn',
  CA_SIGNING_SECRET: 'e',
  POPULATION_URL: 'https://population.example.vn',
  POPULATION_SECRET: 'f',
  POPULATION_API_KEY: 'g',
};

test('a newcomer needs no configuration', () => {
  expect(readConfig({})).toMatchObject({
    SEREPOK_PROFILE: 'demo',
    SEREPOK_PORT: 7100,
    publicUrl: 'http://localhost:7100',
  });
});

test('a wrong value is named', () => {
  expect(() => readConfig({ SEREPOK_PORT: 'seven' })).toThrow(/SEREPOK_PORT/);
  expect(() => readConfig({ VNEID_ISSUER: 'not an address' })).toThrow(/VNEID_ISSUER/);
});

test('a complete production profile starts', () => {
  expect(productionObstacles(readConfig(safe))).toEqual([]);
  expect(() => refuseUnsafeProduction(readConfig(safe))).not.toThrow();
});

test.each([
  ['BANK_WEBHOOK_SECRET', { BANK_WEBHOOK_SECRET: undefined }],
  ['POPULATION_URL', { POPULATION_URL: 'http://127.0.0.1:7107' }],
  ['DATABASE_URL', { DATABASE_URL: '' }],
  ['DATABASE_APP_URL', { DATABASE_APP_URL: undefined }],
  ['DATABASE_JOBS_URL', { DATABASE_JOBS_URL: '' }],
  ['SEREPOK_PUBLIC_URL', { SEREPOK_PUBLIC_URL: 'http://dichvucong.example.vn' }],
])('production refuses to start because of %s, and says so', (name, change) => {
  expect(() => refuseUnsafeProduction(readConfig({ ...safe, ...change }))).toThrow(name);
});
