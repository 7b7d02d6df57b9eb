// TCVN 5712:1993, 8-bit form VN3 ("ABC" fonts), as its bytes look when read as Latin-1/Windows-1252.
const tcvn3Pairs =
  'à=µ ả=¶ ã=· á=¸ ạ=¹ ă=¨ ằ=» ẳ=¼ ẵ=½ ắ=¾ ặ=Æ â=© ầ=Ç ẩ=È ẫ=É ấ=Ê ậ=Ë đ=® è=Ì ẻ=Î ẽ=Ï é=Ð ẹ=Ñ ê=ª ề=Ò ể=Ó ễ=Ô ' +
  'ế=Õ ệ=Ö ì=× ỉ=Ø ĩ=Ü í=Ý ị=Þ ò=ß ỏ=á õ=â ó=ã ọ=ä ô=« ồ=å ổ=æ ỗ=ç ố=è ộ=é ơ=¬ ờ=ê ở=ë ỡ=ì ớ=í ợ=î ù=ï ủ=ñ ũ=ò ' +
  'ú=ó ụ=ô ư=\u00ad ừ=õ ử=ö ữ=÷ ứ=ø ự=ù ỳ=ú ỷ=û ỹ=ü ý=ý ỵ=þ Ă=¡ Â=¢ Ê=£ Ô=¤ Ơ=¥ Ư=¦ Đ=§';

// VNI-Windows: base letter followed by a mark character, as seen in Windows-1252 (VNI Software, code page table).
const vniPairs =
  'á=aù à=aø ả=aû ã=aõ ạ=aï ă=aê ắ=aé ằ=aè ẳ=aú ẵ=aü ặ=aë â=aâ ấ=aá ầ=aà ẩ=aå ẫ=aã ậ=aä é=eù è=eø ẻ=eû ẽ=eõ ẹ=eï ' +
  'ê=eâ ế=eá ề=eà ể=eå ễ=eã ệ=eä í=í ì=ì ỉ=æ ĩ=ó ị=ò ó=où ò=oø ỏ=oû õ=oõ ọ=oï ô=oâ ố=oá ồ=oà ổ=oå ỗ=oã ộ=oä ' +
  'ơ=ô ớ=ôù ờ=ôø ở=ôû ỡ=ôõ ợ=ôï ú=uù ù=uø ủ=uû ũ=uõ ụ=uï ư=ö ứ=öù ừ=öø ử=öû ữ=öõ ự=öï ý=yù ỳ=yø ỷ=yû ỹ=yõ ỵ=î đ=ñ';

function pairsOf(text: string): [string, string][] {
  return text.split(' ').map((pair) => [pair.slice(2), pair.slice(0, 1)]);
}

export const tcvn3ToUnicode: ReadonlyMap<string, string> = new Map(pairsOf(tcvn3Pairs));

const vniLower = pairsOf(vniPairs);
export const vniToUnicode: ReadonlyMap<string, string> = new Map([
  ...vniLower,
  ...vniLower.map(([code, letter]) => [code.toUpperCase(), letter.toUpperCase()] as [string, string]),
  ...vniLower
    .filter(([code]) => code.length === 2)
    .map(
      ([code, letter]) =>
        [code.slice(0, 1).toUpperCase() + code.slice(1), letter.toUpperCase()] as [string, string],
    ),
]);
