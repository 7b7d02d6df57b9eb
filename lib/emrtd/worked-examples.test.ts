// Worked examples of ICAO Doc 9303-11, eighth edition: Appendix D (BAC, secure messaging) and G (PACE). The 3DES PACE
// transcript is a fact published with the gmrtd test suite.
import { describe, expect, it } from 'vitest';
import { fromHex, toHex } from '#lib/identity';
import {
  bacKeys,
  bacSession,
  createChannel,
  createSecureMessaging,
  choosePace,
  encodeCommand,
  openBac,
  passwordKey,
  performBac,
  performPace,
  sealBac,
  type Command,
  type Random,
  type Transmit,
} from './index.ts';
import { decodeSecurityInfos } from '#lib/identity';

const hex = (text: string) => text.replace(/\s/g, '').toLowerCase();

/** Answers only the recorded commands, in order. */
function replay(transcript: readonly (readonly [string, string])[]): Transmit {
  let at = 0;
  return async (command) => {
    const [expected = 'nothing', answer = '6f00'] = transcript[at] ?? [];
    at += 1;
    expect(toHex(command), `command ${at}`).toBe(hex(expected));
    return fromHex(answer);
  };
}

function fixedRandom(...values: string[]): Random {
  const queue = [...values];
  return (length) => {
    const bytes = fromHex(queue.shift() ?? '');
    if (bytes.length !== length) throw new Error(`wanted ${length} bytes`);
    return bytes;
  };
}

describe('Appendix D: BAC', () => {
  const fields = { documentNumber: 'L898902C', birth: '690806', expiry: '940623' };
  const keys = bacKeys(fields);
  const reader = fromHex('781723860C06C226');
  const chip = fromHex('4608F91988702212');
  const readerHalf = fromHex('0B795240CB7049B01C19B33E32804F0B');
  const chipHalf = fromHex('0B4F80323EB3191CB04970CB4052790B');

  it('D.2 derives the document keys', () => {
    expect(toHex(keys.encryption)).toBe(hex('AB94FDECF2674FDFB9B391F85D7F76F2'));
    expect(toHex(keys.mac)).toBe(hex('7962D9ECE03D1ACD4C76089DCE131543'));
  });

  it('D.3 seals and opens the mutual authentication', () => {
    const sealed = sealBac(keys, fromHex('781723860C06C2264608F919887022120B795240CB7049B01C19B33E32804F0B'));
    expect(toHex(sealed)).toBe(
      hex('72C29C2371CC9BDB65B779B8E8D37B29ECC154AA56A8799FAE2F498F76ED92F25F1448EEA8AD90A7'),
    );
    const answer = fromHex(
      '46B9342A41396CD7386BF5803104D7CEDC122B9132139BAF2EEDC94EE178534F2F2D235D074D7449',
    );
    expect(toHex(openBac(keys, answer) ?? new Uint8Array(0))).toBe(
      hex('4608F91988702212781723860C06C2260B4F80323EB3191CB04970CB4052790B'),
    );
    answer[39] = (answer[39] ?? 0) ^ 1;
    expect(openBac(keys, answer)).toBeUndefined();
  });

  it('D.3 derives the session keys', () => {
    const session = bacSession([readerHalf, chipHalf], { chip, reader });
    expect(toHex(session.encryption)).toBe(hex('979EC13B1CBFE9DCD01AB0FED307EAE5'));
    expect(toHex(session.mac)).toBe(hex('F1CB1F1FB5ADF208806B89DC579DC1F8'));
    expect(toHex(session.counter)).toBe(hex('887022120C06C226'));
  });

  const transcript = [
    ['0084000008', '4608F919887022129000'],
    [
      '008200002872C29C2371CC9BDB65B779B8E8D37B29ECC154AA56A8799FAE2F498F76ED92F25F1448EEA8AD90A728',
      '46B9342A41396CD7386BF5803104D7CEDC122B9132139BAF2EEDC94EE178534F2F2D235D074D74499000',
    ],
    ['0CA4020C158709016375432908C044F68E08BF8B92D635FF24F800', '990290008E08FA855A5D4C50A8ED9000'],
    ['0CB000000D9701048E08ED6705417E96BA5500', '8709019FF0EC34F9922651990290008E08AD55CC17140B2DED9000'],
    [
      '0CB000040D9701128E082EA28A70F3C7B53500',
      '871901FB9235F4E4037F2327DCC8964F1F9B8C30F42C8E2FFF224A990290008E08C8B2787EAEA07D749000',
    ],
  ] as const;

  it('D.3 and D.4, command by command', async () => {
    const channel = createChannel(replay(transcript));
    await performBac(channel, fields, fixedRandom(toHex(reader), toHex(readerHalf)));
    expect(await channel.send({ ins: 0xa4, p1: 2, p2: 0x0c, data: fromHex('011e') })).toMatchObject({
      status: 0x9000,
    });
    const head = await channel.send({ ins: 0xb0, p1: 0, p2: 0, le: 4 });
    const rest = await channel.send({ ins: 0xb0, p1: 0, p2: 4, le: 0x12 });
    expect(toHex(head.data) + toHex(rest.data)).toBe(hex('60145F01 04303130365F36063034303030305C026175'));
  });

  it('D.4 from the side of the chip', () => {
    const session = () => createSecureMessaging(bacSession([readerHalf, chipHalf], { chip, reader }));
    const card = session();
    expect(card.unprotectCommand(fromHex(transcript[2][0]))).toMatchObject({
      ins: 0xa4,
      data: fromHex('011e'),
    });
    expect(toHex(card.protectReply({ data: new Uint8Array(0), status: 0x9000 }).data)).toBe(
      hex('990290008E08FA855A5D4C50A8ED'),
    );
    expect(card.unprotectCommand(fromHex(transcript[3][0]))).toMatchObject({ ins: 0xb0, le: 4 });
    expect(toHex(card.protectReply({ data: fromHex('60145F01'), status: 0x9000 }).data)).toBe(
      hex('8709019FF0EC34F9922651990290008E08AD55CC17140B2DED'),
    );
    expect(() => session().unprotectCommand(fromHex(transcript[3][0]))).toThrow(/channel_forged/);
  });

  it('refuses a chip that answers with other random numbers', async () => {
    const plain = (mine: string, yours: string) => fromHex(`${mine}${yours}${toHex(chipHalf)}`);
    for (const answer of [plain(toHex(chip), '00'.repeat(8)), plain('00'.repeat(8), toHex(reader))]) {
      const channel = createChannel(
        replay([transcript[0], [transcript[1][0], `${toHex(sealBac(keys, answer))}9000`]]),
      );
      await expect(
        performBac(channel, fields, fixedRandom(toHex(reader), toHex(readerHalf))),
      ).rejects.toMatchObject({
        code: 'chip_token_wrong',
      });
      expect(channel.isSecure()).toBe(false);
    }
  });

  it('refuses a changed, a repeated and an unprotected answer', async () => {
    const start = transcript.slice(0, 2);
    const answers = {
      changed: '990290008E08FA855A5D4C50A8EE9000',
      repeated: transcript[3][1],
      withoutMac: '990290009000',
    };
    for (const answer of Object.values(answers)) {
      const channel = createChannel(replay([...start, [transcript[2][0], answer]]));
      await performBac(channel, fields, fixedRandom(toHex(reader), toHex(readerHalf)));
      await expect(channel.send({ ins: 0xa4, p1: 2, p2: 0x0c, data: fromHex('011e') })).rejects.toMatchObject(
        { code: 'channel_forged' },
      );
    }
    const channel = createChannel(replay([...start, [transcript[2][0], '6988']]));
    await performBac(channel, fields, fixedRandom(toHex(reader), toHex(readerHalf)));
    await expect(channel.send({ ins: 0xa4, p1: 2, p2: 0x0c, data: fromHex('011e') })).rejects.toMatchObject({
      code: 'channel_lost',
      status: 0x6988,
    });
  });
});

async function runPace(
  cardAccess: string,
  transcript: [string, string][],
  request: { fields: string[]; secrets: string[] },
) {
  const protocol = choosePace(decodeSecurityInfos(fromHex(cardAccess)).pace);
  if (!protocol) throw new Error('no protocol');
  const [documentNumber = '', birth = '', expiry = ''] = request.fields;
  const password = { kind: 'mrz', fields: { documentNumber, birth, expiry } } as const;
  const channel = createChannel(replay(transcript));
  const secrets = request.secrets.map((text) => BigInt(`0x${text}`));
  const secured: Parameters<typeof channel.secure>[0][] = [];
  const fixed = (group: typeof protocol.group): typeof protocol.group => ({
    ...group,
    randomSecret: () => secrets.shift() ?? 0n,
    mapped: (nonce, secret, theirs) => fixed(group.mapped(nonce, secret, theirs)),
  });
  await performPace(
    { ...channel, secure: (keys) => secured.push(keys) },
    { protocol: { ...protocol, group: fixed(protocol.group) }, password },
    () => {
      throw new Error('random');
    },
  );
  return { protocol, password, session: secured[0] };
}

describe('Appendix G: PACE with generic mapping', () => {
  it('G.1 ECDH over brainpoolP256r1, AES-128', async () => {
    const { protocol, password, session } = await runPace(
      '31143012060A04007F0007020204020202010202010D',
      [
        ['0022C1A40F800A04007F00070202040202830101', '9000'],
        ['10860000027C0000', '7C12801095A3A016522EE98D01E76CB6B98B42C39000'],
        [
          '10860000457C438141047ACF3EFC982EC45565A4B155129EFBC74650DCBFA6362D896FC70262E0C2CC5E544552DCB6725218799115B55C9BAA6D9F6BC3A9618E70C25AF71777A9C4922D00',
          '7C43824104824FBA91C9CBE26BEF53A0EBE7342A3BF178CEA9F45DE0B70AA601651FBA3F5730D8C879AAA9C9F73991E61B58F4D52EB87A0A0C709A49DC63719363CCD13C549000',
        ],
        [
          '10860000457C438341042DB7A64C0355044EC9DF190514C625CBA2CEA48754887122F3A5EF0D5EDD301C3556F3B3B186DF10B857B58F6A7EB80F20BA5DC7BE1D43D9BF850149FBB3646200',
          '7C438441049E880F842905B8B3181F7AF7CAA9F0EFB743847F44A306D2D28C1D9EC65DF6DB7764B22277A2EDDC3C265A9F018F9CB852E111B768B326904B59A0193776F0949000',
        ],
        ['008600000C7C0A8508C2B0BD78D94BA86600', '7C0A86083ABB9674BCE93C089000'],
      ],
      {
        fields: ['T22000129', '640812', '101031'],
        secrets: [
          '7F4EF07B9EA82FD78AD689B38D0BC78CF21F249D953BC46F4C6E19259C010F99',
          'A73FB703AC1436A18E0CFA5ABB3F7BEC7A070E7A6788486BEE230C4A22762595',
        ],
      },
    );
    expect(toHex(passwordKey(password, protocol.spec))).toBe(hex('89DED1B26624EC1E634C1989302849DD'));
    expect(toHex(session?.encryption ?? new Uint8Array(0))).toBe(hex('F5F0E35C0D7161EE6724EE513A0D9A7F'));
    expect(toHex(session?.mac ?? new Uint8Array(0))).toBe(hex('FE251C7858B356B24514B3BD5F4297D1'));
    expect(session?.counter).toEqual(new Uint8Array(16));
  });

  it('G.1 shows the mapped generator through the chip key', async () => {
    const protocol = choosePace(
      decodeSecurityInfos(fromHex('31143012060A04007F0007020204020202010202010D')).pace,
    );
    const nonce = fromHex('3F00C4D39D153F2B2A214A078D899B22');
    const theirs = fromHex(
      '047ACF3EFC982EC45565A4B155129EFBC74650DCBFA6362D896FC70262E0C2CC5E544552DCB6725218799115B55C9BAA6D9F6BC3A9618E70C25AF71777A9C4922D',
    );
    const chipSecret = BigInt('0x498FF49756F2DC1587840041839A85982BE7761D14715FB091EFA7BCE9058560');
    const mapped = protocol?.group.mapped(nonce, chipSecret, theirs);
    expect(toHex(mapped?.publicOf(1n) ?? new Uint8Array(0))).toBe(
      hex(
        '048CED63C91426D4F0EB1435E7CB1D74A46723A0AF21C89634F65A9AE87A9265E28C879506743F8611AC33645C5B985C80B5F09A0B83407C1B6A4D857AE76FE522',
      ),
    );
  });

  it('G.2 DH over the 1024-bit group, AES-128', async () => {
    const chipMapping =
      '78879F57225AA8080D52ED0FC890A4B25336F699AA89A2D3A189654AF70729E623EA5738B26381E4DA19E004706FACE7B235C2DBF2F38748312F3C98C2DD4882A41947B324AA1259AC22579DB93F7085655AF30889DBB845D9E6783FE42C9F2449400306254C8AE8EE9DD812A804C0B66E8CAFC14F84D8258950A91B44126EE6';
    const chipKey =
      '075693D9AE941877573E634B6E644F8E60AF17A0076B8B123D9201074D36152BD8B3A213F53820C42ADC79AB5D0AEEC3AEFB91394DA476BD97B9B14D0A65C1FC71A0E019CB08AF55E1F729005FBA7E3FA5DC41899238A250767A6D46DB974064386CD456743585F8E5D90CC8B4004B1F6D866C79CE0584E49687FF61BC29AEA1';
    const readerMapping =
      '23FB3749EA030D2A25B278D2A562047ADE3F01B74F17A15402CB7352CA7D2B3EB71C343DB13D1DEBCE9A3666DBCFC920B49174A602CB47965CAA73DC702489A44D41DB914DE9613DC5E98C94160551C0DF86274B9359BC0490D01B03AD54022DCB4F57FAD6322497D7A1E28D46710F461AFE710FBBBC5F8BA166F4311975EC6C';
    const readerKey =
      '907D89E2D425A178AA81AF4A7774EC8E388C115CAE67031E85EECE520BD911551B9AE4D04369F29A02626C86FBC6747CC7BC352645B6161A2A42D44EDA80A08FA8D61B76D3A154AD8A5A51786B0BC07147057871A922212C5F67F431731722' +
      '36B7747D1671E6D692A3C7D40A0C3C5CE397545D015C175EB5130551EDBC2EE5D4';
    const { session } = await runPace(
      '31143012060A04007F00070202040102020102020100',
      [
        ['0022C1A40F800A04007F00070202040102830101', '9000'],
        ['10860000027C0000', '7C128010854D8DF5827FA6852D1A4FA701CDDDCA9000'],
        [`10860000867C8183818180${readerMapping}00`, `7C8183828180${chipMapping}9000`],
        [`10860000867C8183838180${readerKey}00`, `7C8183848180${chipKey}9000`],
        [
          '008600000C7C0A8508B46DD9BD4D98381F00',
          '7C1B8608917F37B5C0E6D8D1870F4445544553544356434130303030339000',
        ],
      ],
      {
        fields: ['T22000129', '640812', '101031'],
        secrets: ['5265030F751F4AD18B08AC565FC7AC952E41618D', '89CCD99B0E8D3B1F11E1296DCA68EC53411CF2CA'],
      },
    );
    expect(session?.cipher).toBe('aes');
  });

  it('a 3DES transcript', async () => {
    const { session } = await runPace(
      '31143012060a04007f0007020204020102010202010d',
      [
        ['0022c1a40f800a04007f00070202040201830101', '9000'],
        ['10860000027c0000', '7c128010b88382812290017af1cc906ff00e7f4d9000'],
        [
          '10860000457c438141047706b2b6246ab4612229b8a11212ddba7fea0568c9c0975dee22c0e3dd3a3f0321e8afee836e373b570d24000d56fb195104d486e63321ff8c819dd5ee018dcb00',
          '7c43824104780b4edec9b926f9f964fad826d9990a667608d96ba7b397ae8609b6533e0d036d148365ddf4e5ff6611c2b62aa17fc9899f327bc929db543e7abd0ee724e4be9000',
        ],
        [
          '10860000457c43834104507a0156efae8fb8acc519036c0b2fe0393c878744c7f91878ee4e07a41412ba5c0753d68a44a91e9f57f3f992ab689e6c2065d3b2a27c3658a4fd632931ee3800',
          '7c438441042dbaf62e6fdfb31eb66f206493b9e7721586f0e5c93754d7bd5a884ca251ee4d720ab539a60561bc46812fa289b58ac69f0c6e32adbaf7241049a31211f80f5b9000',
        ],
        ['008600000c7c0a85088d7c617d43efe09e00', '7c0a8608cb57047c809079f69000'],
      ],
      {
        fields: ['LM277954', '781214', '271115'],
        secrets: [
          '2808272c0ec20e01a3450030ef32855e9feb5cb17719e985389b1cf47609e69f',
          '8f89449052df6c7983750c7b042c3cea12b36819174424c7cd28153f7b70b402',
        ],
      },
    );
    expect(toHex(session?.encryption ?? new Uint8Array(0))).toBe('430e4c8c38dfefaed92067b919a897f8');
    expect(toHex(session?.mac ?? new Uint8Array(0))).toBe('c1bc1f075797b970b5a45e64a764b0cb');
  });
});

describe('APDU', () => {
  it.each<[Command, string]>([
    [{ ins: 0x84, p1: 0, p2: 0, le: 8 }, '0084000008'],
    [{ ins: 0xb0, p1: 0, p2: 0, le: 256 }, '00b0000000'],
    [{ ins: 0xb0, p1: 0, p2: 0, le: 65_536 }, '00b00000000000'],
    [{ ins: 0xa4, p1: 2, p2: 0x0c, data: fromHex('011e') }, '00a4020c02011e'],
    [{ cla: 0x10, ins: 0x86, p1: 0, p2: 0, data: fromHex('7c00'), le: 256 }, '10860000027c0000'],
    [{ ins: 0x86, p1: 0, p2: 0, data: fromHex('7c00'), le: 300 }, '008600000000027c00012c'],
  ])('%j', (command, text) => expect(toHex(encodeCommand(command))).toBe(text));
});
