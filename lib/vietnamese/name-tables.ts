export interface NameTables {
  /** Date and origin of the lists. */
  asOf: string;
  source: string;
  /** Family names of more than one word, as folded words. */
  compoundFamilyNames: readonly string[];
  /** First words of clan names, folded; the clan of a Y/H' name begins at the first of them. */
  clanHeads: readonly string[];
  /** Regional pairs of the same name, folded. */
  regionalPairs: readonly (readonly [string, string])[];
}

/** The lists the product ships with; an installation may pass its own. */
export const defaultNameTables: NameTables = {
  asOf: '2026-11-23',
  source:
    'Compiled from memory of published handbooks on Vietnamese and Central Highlands names; not an official list',
  compoundFamilyNames: (
    'cong tang ton nu,cong tang ton that,ton nu,ton that,cong huyen,au duong,la lan,la mo,le mo,ra lan,rah lan,ro cham,' +
    'ro mah,ro o'
  ).split(','),
  clanHeads: (
    'nie mlo eban enuol kbuor ayun bya kpa ksor ktla knul buon bkrong hdok hmok hwing jie adrong rluk lieng ong ' +
    'triek siu rah nay ro rcham romah'
  ).split(' '),
  regionalPairs: [
    ['hoang', 'huynh'],
    ['vu', 'vo'],
    ['phuc', 'phuoc'],
    ['chu', 'chau'],
    ['canh', 'kieng'],
    ['nhan', 'nhon'],
    ['sinh', 'sanh'],
    ['tung', 'tong'],
    ['bao', 'buu'],
  ],
};
