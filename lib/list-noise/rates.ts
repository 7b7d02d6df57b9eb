/**
 * Published parameters. Each is a probability per row unless its line says otherwise; a kind that does not apply to a
 * value (no diphthong to move a tone in, no old number) leaves it as it is.
 */
export interface NoiseRates {
  /** Rows about somebody who is not in the population. */
  readonly stranger: number;
  /** Rows that repeat an earlier person, drawn anew. */
  readonly duplicate: number;

  readonly numberMissing: number;
  /** Of rows with a number: the old 9 digits, when the person has had them. */
  readonly numberOld: number;
  /** Of rows with a number: the cancelled one, when the person has one. */
  readonly numberCancelled: number;
  /** Of rows with a number: one digit wrong, or two neighbours exchanged. */
  readonly numberTypo: number;
  /** Of rows with a number: that of the father, mother or spouse. */
  readonly numberOfRelative: number;
  /** Of rows with a number: a digit lost. */
  readonly numberShort: number;
  /** Of rows with a number: leading zeros lost, as a spreadsheet does. */
  readonly numberZerosLost: number;
  /** Of rows with a number: `1,00E+11`. */
  readonly numberExponent: number;
  /** Of rows with a number: spaces, dots, an apostrophe in front, `.0` behind. */
  readonly numberDecorated: number;

  readonly nameWithoutDiacritics: number;
  readonly nameUpperCase: number;
  readonly nameOtherTonePlace: number;
  readonly nameEth: number;
  readonly nameDecomposed: number;
  readonly nameTelex: number;
  readonly nameVniKeys: number;
  readonly nameIY: number;
  readonly nameRegional: number;
  readonly nameMiddleDropped: number;
  readonly nameReversed: number;
  readonly nameAbbreviated: number;
  readonly nameTitle: number;
  readonly nameRemark: number;
  readonly nameSpaces: number;
  /** One letter lost, doubled, wrong, or exchanged with its neighbour. */
  readonly nameTypo: number;
  /** Hỏi for ngã, s for x, d for gi, tr for ch, n for ng at the end. */
  readonly nameHeard: number;
  readonly givenNameWrong: number;
  /** Of names with Y or H': another way to write the mark. */
  readonly nameYH: number;
  /** Of names with Y or H': the clan first. */
  readonly nameClanFirst: number;
  /** Of names with ă ĕ ĭ ŏ ŭ ƀ ñ of other languages: plain letters. */
  readonly namePlainLetters: number;

  readonly birthMissing: number;
  readonly birthYearOnly: number;
  /** Of year-only dates: written `01/01/yyyy`. */
  readonly birthYearAsJanuary: number;
  /** Of year-only dates: written `00/00/yyyy`. */
  readonly birthYearWithZeros: number;
  /** Share of all rows; carried by the days up to 12. */
  readonly birthSwapped: number;
  readonly birthLunar: number;
  readonly birthYearOff: number;
  readonly birthDayTypo: number;
  readonly birthTwoDigitYear: number;
  readonly birthSerial: number;

  readonly sexMissing: number;
  readonly sexWrong: number;
  readonly ethnicityMissing: number;

  readonly communeWrong: number;
  readonly communeMissing: number;
  readonly communeOld: number;
  readonly communeAbbreviated: number;
  readonly hamletMissing: number;
  readonly hamletWrong: number;
  readonly detailMissing: number;
  /** The permanent address where the person lives elsewhere. */
  readonly addressPermanent: number;

  readonly fatherMissing: number;
  readonly motherMissing: number;
  readonly parentWrong: number;
}

/** At least as hard as the data on which the best general engine was measured, plus the Vietnamese kinds. */
export const standardNoise: NoiseRates = {
  stranger: 0.1,
  duplicate: 0.01,
  numberMissing: 0.6,
  numberOld: 0.12,
  numberCancelled: 0.7,
  numberTypo: 0.03,
  numberOfRelative: 0.008,
  numberShort: 0.005,
  numberZerosLost: 0.5,
  numberExponent: 0.01,
  numberDecorated: 0.05,
  nameWithoutDiacritics: 0.25,
  nameUpperCase: 0.2,
  nameOtherTonePlace: 0.3,
  nameEth: 0.1,
  nameDecomposed: 0.05,
  nameTelex: 0.005,
  nameVniKeys: 0.005,
  nameIY: 0.15,
  nameRegional: 0.03,
  nameMiddleDropped: 0.03,
  nameReversed: 0.02,
  nameAbbreviated: 0.005,
  nameTitle: 0.02,
  nameRemark: 0.01,
  nameSpaces: 0.05,
  nameTypo: 0.02,
  nameHeard: 0.01,
  givenNameWrong: 0.053,
  nameYH: 0.5,
  nameClanFirst: 0.06,
  namePlainLetters: 0.5,
  birthMissing: 0.005,
  birthYearOnly: 0.15,
  birthYearAsJanuary: 0.5,
  birthYearWithZeros: 0.1,
  birthSwapped: 0.04,
  birthLunar: 0.01,
  birthYearOff: 0.01,
  birthDayTypo: 0.01,
  birthTwoDigitYear: 0.01,
  birthSerial: 0.003,
  sexMissing: 0.03,
  sexWrong: 0.005,
  ethnicityMissing: 0.1,
  communeWrong: 0.1,
  communeMissing: 0.01,
  communeOld: 0.2,
  communeAbbreviated: 0.2,
  hamletMissing: 0.1,
  hamletWrong: 0.03,
  detailMissing: 0.3,
  addressPermanent: 0.4,
  fatherMissing: 0.12,
  motherMissing: 0.15,
  parentWrong: 0.02,
};

/** Only what was measured elsewhere: the shares of the published comparison, none of the Vietnamese kinds. */
export const plainNoise: NoiseRates = {
  ...(Object.fromEntries(Object.keys(standardNoise).map((key) => [key, 0])) as unknown as NoiseRates),
  stranger: 0.1,
  numberMissing: 0.6,
  nameWithoutDiacritics: 0.25,
  givenNameWrong: 0.05,
  birthYearOnly: 0.15,
  birthYearAsJanuary: 1,
  birthSwapped: 0.04,
  communeWrong: 0.1,
};
