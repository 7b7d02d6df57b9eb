import { deriveChallenge, type EmrtdErrorCode, type FindingCode } from '#lib/emrtd';
import {
  encodeCom,
  encodeDg1,
  buildVietnameseTd1,
  encodeDg13,
  encodeTlv,
  type BilingualText,
  type EvidenceLevel,
} from '#lib/identity';
import { issueCard, writePortrait, type CardImage } from './card-image.ts';
import { answerChallenge } from './chip-crypto.ts';
import type { Faults } from './faults.ts';
import {
  createAuthority,
  createDocumentSigner,
  createLink,
  createRevocationList,
  trustMaterialOf,
  yearsFrom,
} from './pki.ts';
import { genuineCard, samplePortrait, type ScenarioKit, type Staging } from './scenario-kit.ts';
import { writeSecurityObject } from './signed-data-writer.ts';

/** What must come of a scenario: refused while reading, refused by the judge, or a rung reached. */
export type Expectation =
  | { stage: 'read'; code: EmrtdErrorCode }
  | { stage: 'judge'; code: FindingCode; level?: EvidenceLevel }
  | { stage: 'accepted'; level: EvidenceLevel; note?: FindingCode };

export interface Scenario {
  name: string;
  about: BilingualText;
  expected: Expectation;
  stage(kit: ScenarioKit): Staging;
}

const day = 86_400_000;

function scenario(
  name: string,
  about: [string, string],
  rest: Pick<Scenario, 'expected' | 'stage'>,
): Scenario {
  return { name, about: { vi: about[0], en: about[1] }, ...rest };
}

const whileReading = (code: EmrtdErrorCode): Expectation => ({ stage: 'read', code });
const refused = (code: FindingCode): Expectation => ({ stage: 'judge', code });
const withFaults = (faults: Faults) => (kit: ScenarioKit) => ({ image: genuineCard(kit), faults });

function changed(kit: ScenarioKit, change: (image: CardImage) => Partial<CardImage>): Staging {
  const image = genuineCard(kit);
  return { image: { ...image, ...change(image) } };
}

function withGroup(image: CardImage, group: number, bytes: Uint8Array): Partial<CardImage> {
  return { groups: { ...image.groups, [group]: bytes } };
}

function resigned(kit: ScenarioKit, change: (image: CardImage) => Partial<CardImage>): Staging {
  return changed(kit, (image) => {
    const { groups = image.groups } = change(image);
    return {
      groups,
      com: encodeCom(Object.keys(groups).map(Number)),
      sod: writeSecurityObject(groups, kit.signer),
    };
  });
}

function withoutGroup(image: CardImage, group: number): Record<number, Uint8Array> {
  return Object.fromEntries(Object.entries(image.groups).filter(([key]) => Number(key) !== group));
}

// The thirteenth command of a card opened by PACE lies well inside the protected part.
const protectedCommand = 13;

const genuine: Scenario[] = [
  scenario('genuine', ['Thẻ thật', 'Genuine card'], {
    expected: { stage: 'accepted', level: 'I4' },
    stage: (kit) => ({ image: genuineCard(kit) }),
  }),
  scenario('genuine-bac', ['Thẻ thật chỉ có BAC, khóa RSA', 'Genuine card with BAC only and an RSA key'], {
    expected: { stage: 'accepted', level: 'I4' },
    stage: (kit) => ({ image: genuineCard(kit, { pace: [], activeKey: 'rsa' }) }),
  }),
  scenario('genuine-can', ['Thẻ thật, mở bằng số CAN', 'Genuine card opened with the CAN'], {
    expected: { stage: 'accepted', level: 'I4' },
    stage: (kit) => ({ image: genuineCard(kit), access: { can: kit.holder.personalNumber.slice(-6) } }),
  }),
  scenario('opaque-text', ['Thẻ 2024 mã hóa phần chữ', 'Card of 2024 with encoded text'], {
    expected: { stage: 'accepted', level: 'I4', note: 'text_opaque' },
    stage: (kit) => ({ image: genuineCard(kit, { opaqueText: true }) }),
  }),
  scenario('no-active-key', ['Thẻ không có khóa chống sao chép', 'Card without an anti-cloning key'], {
    expected: { stage: 'accepted', level: 'I3', note: 'clone_check_missing' },
    stage: (kit) => ({ image: genuineCard(kit, { activeKey: 'none' }) }),
  }),
  scenario(
    'new-authority',
    ['Khóa mới của cơ quan phát hành, có chứng thư nối', 'New key of the authority, vouched for by a link'],
    {
      expected: { stage: 'accepted', level: 'I4', note: 'revocation_unknown' },
      stage: (kit) => rollover(kit, true),
    },
  ),
  scenario('chunked', ['Chip chỉ trả từng khối nhỏ', 'Chip that gives small blocks only'], {
    expected: { stage: 'accepted', level: 'I4' },
    stage: withFaults({ maxRead: 100, shortRead: 64 }),
  }),
];

function rollover(kit: ScenarioKit, honest: boolean): Staging {
  const validity = yearsFrom(kit.now - day, 10);
  const next = createAuthority({ algorithm: 'ecdsa-brainpoolP256r1-sha256', validity, generation: 2 });
  const link = createLink(honest ? kit.authority : kit.attacker.authority, next, validity);
  const signer = createDocumentSigner(next, { algorithm: 'rsa-pss-sha256', validity });
  return { image: genuineCard(kit, { signer }), trust: trustMaterialOf([kit.authority], { links: [link] }) };
}

const channel: Scenario[] = [
  scenario('wrong-mrz', ['Sai ngày hết hạn', 'Wrong expiry date'], {
    expected: whileReading('access_key_wrong'),
    stage: (kit) => {
      const image = genuineCard(kit);
      return { image, access: { mrz: [{ ...image.access, expiry: '400101' }] } };
    },
  }),
  scenario('wrong-can', ['Sai số CAN', 'Wrong CAN'], {
    expected: whileReading('access_key_wrong'),
    stage: (kit) => ({ image: genuineCard(kit), access: { can: '000000' } }),
  }),
  scenario('flipped-mac', ['Sửa một bit trên đường truyền', 'One bit flipped on the way'], {
    expected: whileReading('channel_forged'),
    stage: withFaults({ flipMacAt: protectedCommand }),
  }),
  scenario('stale-counter', ['Phát lại câu trả lời trước', 'Previous answer repeated'], {
    expected: whileReading('channel_forged'),
    stage: withFaults({ repeatAt: protectedCommand }),
  }),
  scenario('missing-mac', ['Bỏ mã xác thực', 'Answer without a MAC'], {
    expected: whileReading('channel_forged'),
    stage: withFaults({ dropMacAt: protectedCommand }),
  }),
  scenario('wrong-pace-token', ['Chip không biết khóa truy cập', 'Chip that does not know the access key'], {
    expected: whileReading('chip_token_wrong'),
    stage: withFaults({ wrongPaceToken: true }),
  }),
  scenario('mirrored-key', ['Trả lại chính khóa của đầu đọc', "Reader's own key sent back"], {
    expected: whileReading('chip_token_wrong'),
    stage: withFaults({ mirrorPaceKey: true }),
  }),
  scenario('card-removed', ['Nhấc thẻ giữa chừng', 'Card pulled in the middle'], {
    expected: whileReading('card_removed'),
    stage: withFaults({ removeAt: protectedCommand }),
  }),
  scenario('open-access', ['Đọc được không cần khóa', 'Readable without a key'], {
    expected: refused('read_without_access'),
    stage: (kit) => ({ image: genuineCard(kit, { pace: [] }), faults: { openAccess: true } }),
  }),
];

const data: Scenario[] = [
  scenario('portrait-swapped', ['Thay ảnh chân dung', 'Portrait replaced'], {
    expected: refused('group_altered'),
    stage: (kit) => changed(kit, (image) => withGroup(image, 2, writePortrait(samplePortrait(1500, 0x11)))),
  }),
  scenario('mrz-swapped', ['Thay dòng MRZ', 'MRZ replaced'], {
    expected: refused('group_altered'),
    stage: (kit) =>
      changed(kit, (image) =>
        withGroup(image, 1, encodeDg1(buildVietnameseTd1({ ...kit.holder, expiry: '530115' }))),
      ),
  }),
  scenario('sod-swapped', ['Dùng chữ ký của thẻ khác', 'Security object of another card'], {
    expected: refused('group_altered'),
    stage: (kit) =>
      changed(kit, () => ({
        sod: issueCard(kit.other, { signer: kit.signer, activeKey: 'ecdsa', pace: [] }).sod,
      })),
  }),
  scenario('sod-bit-flipped', ['Sửa một bit trong chữ ký', 'One bit of the signature flipped'], {
    expected: refused('sod_signature_wrong'),
    stage: (kit) =>
      changed(kit, (image) => {
        const sod = new Uint8Array(image.sod);
        sod[sod.length - 1] = (sod[sod.length - 1] ?? 0) ^ 1;
        return { sod };
      }),
  }),
  scenario('sod-broken', ['Chữ ký hỏng cấu trúc', 'Security object cut'], {
    expected: refused('sod_unreadable'),
    stage: (kit) => changed(kit, () => ({ sod: encodeTlv(0x77, Uint8Array.of(0x30, 0x82, 0x01)) })),
  }),
  scenario('signer-missing', ['Chữ ký không kèm chứng thư', 'Security object without its certificate'], {
    expected: refused('sod_signer_missing'),
    stage: (kit) =>
      changed(kit, (image) => ({
        sod: writeSecurityObject(image.groups, { ...kit.signer, omitCertificate: true }),
      })),
  }),
  scenario('unsigned-group', ['Thêm phần dữ liệu không ký', 'Unsigned data group added'], {
    expected: refused('group_not_signed'),
    stage: (kit) =>
      changed(kit, (image) => {
        const groups = {
          ...image.groups,
          11: encodeTlv(0x6b, encodeTlv(0x5f0e, new TextEncoder().encode('MAU'))),
        };
        return { groups, com: encodeCom(Object.keys(groups).map(Number)) };
      }),
  }),
  scenario('truncated-portrait', ['Ảnh bị cắt', 'Portrait cut short'], {
    expected: refused('group_truncated'),
    stage: withFaults({ truncate: { group: 2, keep: 700 } }),
  }),
  scenario('absurd-length', ['Khai độ dài bất thường', 'Absurd length announced'], {
    expected: refused('group_too_long'),
    stage: withFaults({ claimLength: { group: 2, length: 0x7fffffff } }),
  }),
  scenario('number-differs', ['Hai số định danh khác nhau', 'Two different personal numbers'], {
    expected: refused('number_differs'),
    stage: (kit) =>
      resigned(kit, (image) => withGroup(image, 13, encodeDg13(new Map([[1, kit.other.personalNumber]])))),
  }),
  scenario('wrong-check-digit', ['Sai số kiểm tra MRZ', 'Wrong check digit in the MRZ'], {
    expected: refused('mrz_wrong'),
    stage: (kit) =>
      resigned(kit, (image) => {
        const [first = '', second = '', third = ''] = buildVietnameseTd1(kit.holder);
        return withGroup(
          image,
          1,
          encodeDg1([first.replace(/(\d)$/, (digit) => String((Number(digit) + 1) % 10)), second, third]),
        );
      }),
  }),
  scenario('card-expired', ['Thẻ hết hạn', 'Expired card'], {
    expected: refused('document_expired'),
    stage: (kit) => ({
      image: issueCard(
        { ...kit.holder, expiry: '200101' },
        { signer: kit.signer, activeKey: 'ecdsa', pace: [] },
      ),
    }),
  }),
];

function signedBy(
  kit: ScenarioKit,
  options: { from: number; years: number; serial?: string; role?: 'authority' },
): CardImage {
  const signer = createDocumentSigner(kit.authority, {
    algorithm: 'ecdsa-p256-sha256',
    validity: yearsFrom(kit.now + options.from * day, options.years),
    serial: options.serial ?? '2002',
    role: options.role,
  });
  return genuineCard(kit, { signer });
}

const issuers: Scenario[] = [
  scenario('unknown-authority', ['Tự ký bằng cơ quan giả', 'Signed under an invented authority'], {
    expected: { stage: 'judge', code: 'issuer_unknown', level: 'I2' },
    stage: (kit) => ({ image: genuineCard(kit, { signer: kit.attacker.signer }) }),
  }),
  scenario('foreign-signer', ['Ký bằng chứng thư của nước khác', 'Signed by another state'], {
    expected: refused('issuer_country_differs'),
    stage: (kit) => ({
      image: genuineCard(kit, { signer: kit.foreign.signer }),
      trust: trustMaterialOf([kit.authority, kit.foreign.authority], { lists: [kit.revocationList] }),
    }),
  }),
  scenario('signer-expired', ['Chứng thư ký hết hạn', 'Document signer expired'], {
    expected: refused('signer_expired'),
    stage: (kit) => ({ image: signedBy(kit, { from: -730, years: 1 }) }),
  }),
  scenario('signer-not-yet-valid', ['Chứng thư ký chưa hiệu lực', 'Document signer not yet valid'], {
    expected: refused('signer_not_yet_valid'),
    stage: (kit) => ({ image: signedBy(kit, { from: 30, years: 1 }) }),
  }),
  scenario('signer-revoked', ['Chứng thư ký bị thu hồi', 'Document signer revoked'], {
    expected: refused('signer_revoked'),
    stage: (kit) => {
      const list = createRevocationList(kit.authority, {
        thisUpdate: kit.now - day,
        nextUpdate: kit.now + day,
        revoked: ['2002'],
      });
      return {
        image: signedBy(kit, { from: -30, years: 2 }),
        trust: trustMaterialOf([kit.authority], { lists: [list] }),
      };
    },
  }),
  scenario(
    'signer-is-authority',
    ['Dùng chứng thư không được ký giấy tờ', 'Certificate that may not sign documents'],
    {
      expected: refused('signer_not_allowed'),
      stage: (kit) => ({ image: signedBy(kit, { from: -30, years: 2, role: 'authority' }) }),
    },
  ),
  scenario('forged-link', ['Chứng thư nối giả', 'Forged link certificate'], {
    expected: { stage: 'judge', code: 'issuer_unknown', level: 'I2' },
    stage: (kit) => rollover(kit, false),
  }),
];

function replayed(kit: ScenarioKit): Staging {
  const image = genuineCard(kit);
  const old = deriveChallenge({
    nonce: kit.random(32),
    session: 'yesterday',
    document: image.access.documentNumber,
  });
  return { image, faults: { cannedAnswer: answerChallenge(image, old, kit.random) } };
}

const clones: Scenario[] = [
  scenario('key-withheld', ['Chip giấu khóa chống sao chép', 'Anti-cloning key withheld'], {
    expected: refused('group_signed_but_absent'),
    stage: withFaults({ withhold: [15] }),
  }),
  scenario('key-removed', ['Bản sao bỏ khóa chống sao chép', 'Clone without the anti-cloning key'], {
    expected: refused('group_signed_but_absent'),
    stage: (kit) =>
      changed(kit, (image) => {
        const groups = withoutGroup(image, 15);
        return { groups, com: encodeCom(Object.keys(groups).map(Number)) };
      }),
  }),
  scenario('clone-without-key', ['Bản sao dùng khóa khác', 'Clone with another key'], {
    expected: refused('clone_check_failed'),
    stage: (kit) => changed(kit, () => ({ activeKey: genuineCard(kit).activeKey })),
  }),
  scenario('clone-silent', ['Bản sao không trả lời thử thách', 'Clone that does not answer'], {
    expected: refused('clone_check_failed'),
    stage: withFaults({ noActiveAuthentication: true }),
  }),
  scenario('answer-replayed', ['Phát lại câu trả lời cũ', 'Old answer replayed'], {
    expected: refused('clone_check_failed'),
    stage: replayed,
  }),
  scenario('nonce-reused', ['Nộp kết quả của phiên khác', 'Result of another session handed in'], {
    expected: refused('challenge_wrong'),
    stage: (kit) => {
      const image = genuineCard(kit);
      const challenge = deriveChallenge({
        nonce: kit.random(32),
        session: 'another',
        document: image.access.documentNumber,
      });
      const response = answerChallenge(image, challenge, kit.random) ?? new Uint8Array(0);
      return { image, tamper: (reading) => ({ ...reading, activeAuthentication: { challenge, response } }) };
    },
  }),
  scenario('answer-dropped', ['Đầu đọc bỏ câu trả lời', 'Reader drops the answer'], {
    expected: refused('clone_check_failed'),
    stage: (kit) => ({
      image: genuineCard(kit),
      tamper: ({ activeAuthentication: _dropped, ...reading }) => reading,
    }),
  }),
];

/** Genuine cards and attacks on them, each with what must come of it. */
export const scenarios: readonly Scenario[] = [...genuine, ...channel, ...data, ...issuers, ...clones];

export function findScenario(name: string): Scenario | undefined {
  return scenarios.find((candidate) => candidate.name === name);
}
