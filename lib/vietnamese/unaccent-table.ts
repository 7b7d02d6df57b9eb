// What PostgreSQL's unaccent dictionary (contrib/unaccent, unaccent.rules of PostgreSQL 18) does beyond
// "compatibility-decompose and drop the marks", for the blocks Latin-1, Latin Extended-A/B, Spacing Modifier
// Letters, Combining Diacritical Marks, Latin Extended Additional and General Punctuation.
// Each entry: the character, then its replacement; entries separated by tabs.
const replacements = [
  '¡!\t©(C)\t«<<\t\u00ad-\t®(R)\t±+/-\t»>>\t¼ 1/4\t½ 1/2\t¾ 3/4\t¿?\tÆAE\tÐD\t×*\tØO\tÞTH\tßss\tæae\tðd\t÷/\tøo\tþth',
  "ĐD\tđd\tĦH\tħh\tıi\tĸq\tĿL\tŀl\tŁL\tłl\tŉ'n\tŊN\tŋn\tŒOE\tœoe\tŦT\tŧt\tƀb\tƁB\tƂB\tƃb\tƇC\tƈc\tƉD\tƊD\tƋD\tƌd",
  'ƐE\tƑF\tƒf\tƓG\tƕhv\tƖI\tƗI\tƘK\tƙk\tƚl\tƝN\tƞn\tƢOI\tƣoi\tƤP\tƥp\tƫt\tƬT\tƭt\tƮT\tƲV\tƳY\tƴy\tƵZ\tƶz\tǤG\tǥg',
  'ȡd\tȤZ\tȥz\tȴl\tȵn\tȶt\tȷj\tȸdb\tȹqp\tȺA\tȻC\tȼc\tȽL\tȾT\tȿs\tɀz\tɃB\tɄU\tɆE\tɇe\tɈJ\tɉj\tɌR\tɍr\tɎY\tɏy',
  "ʹ'\tʺ\"\tʻ'\tʼ'\tʽ'\t˂<\t˃>\t˄^\tˆ^\tˈ'\tˋ`\tː:\t˖+\t˗-\t˜~\tẚa\tẜs\tẝs\tẞSS\tỺLL\tỻll\tỼV\tỽv\tỾY\tỿy",
  '\u2010-\t\u2011-\t\u2012-\t\u2013-\t\u2014-\t\u2015-\t‖||\t‘\'\t’\'\t‚,\t‛\'\t“"\t”"\t„,,\t‟"\t′\'\t″"\t‹<\t›>\t⁄/\t⁅[\t⁆]\t⁎*',
].join('\t');

// Characters that have a decomposition but no rule: the dictionary leaves them alone.
const untouched =
  '\u00a0\u00a8\u00af²³\u00b4\u00b8¹ǢǣǮǯǼǽǾǿʱʴʵʶ\u02d8\u02d9\u02da\u02db\u02ddˠˤ' +
  '\u0363\u0364\u0365\u0366\u0367\u0368\u0369\u036a\u036b\u036c\u036d\u036e\u036fẛ' +
  '\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2017\u202f\u2034\u2036\u2037\u203e\u2057\u205f';

export const unaccentExceptions: ReadonlyMap<string, string> = new Map([
  ...replacements.split('\t').map((entry) => [entry.slice(0, 1), entry.slice(1)] as const),
  ...Array.from(untouched, (character) => [character, character] as const),
]);
