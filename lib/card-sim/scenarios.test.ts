import { randomBytes } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { EmrtdError } from '#lib/emrtd';
import { createScenarioKit, perform, scenarios, type ScenarioKit } from './index.ts';

const random = (length: number) => new Uint8Array(randomBytes(length));
let kit: ScenarioKit;

beforeAll(() => {
  kit = createScenarioKit({ now: Date.UTC(2026, 10, 23), random });
});

describe('scenarios on the virtual card', () => {
  it('hold at least sixteen attacks, under different names', () => {
    expect(scenarios.filter(({ expected }) => expected.stage !== 'accepted').length).toBeGreaterThanOrEqual(
      16,
    );
    expect(new Set(scenarios.map(({ name }) => name)).size).toBe(scenarios.length);
  });

  it.each(scenarios.map((scenario) => [scenario.name, scenario] as const))('%s', async (_name, scenario) => {
    const { expected } = scenario;
    const staging = scenario.stage(kit);
    if (expected.stage === 'read') {
      const error = await perform(kit, staging).catch((reason: unknown) => reason);
      expect(error).toBeInstanceOf(EmrtdError);
      expect((error as EmrtdError).code).toBe(expected.code);
      return;
    }
    const { verdict } = await perform(kit, staging);
    const codes = verdict.findings.map(({ code }) => code);
    if (expected.stage === 'accepted') {
      expect(codes).toEqual(expected.note ? [expected.note] : []);
      expect(verdict).toMatchObject({ accepted: true, level: expected.level });
      return;
    }
    expect(codes).toContain(expected.code);
    expect(verdict.level).toBe(expected.level ?? 'I0');
    if (!expected.level) expect(verdict.accepted).toBe(false);
  });
});
