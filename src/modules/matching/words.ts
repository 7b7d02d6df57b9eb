import type { Language } from '#lib/contract';
import { levelSentences, fieldSentences } from './texts-fields.ts';

export function fieldText(field: string, language: Language): string {
  return fieldSentences[field]?.[language] ?? field;
}

/** A level of agreement in plain words, such as "Ngày và tháng đổi chỗ". */
export function levelText(field: string, level: string, language: Language): string {
  const sentence = levelSentences[`${field}.${level}`] ?? levelSentences[level];
  return sentence?.[language] ?? level;
}

/** What the rows of a group have in common. */
export function groupText(key: string, language: Language): string {
  if (key === 'agreed')
    return language === 'vi' ? 'Mọi thông tin có được đều hợp' : 'Everything that is known agrees';
  return key
    .split('&')
    .map((part) => {
      const [field = '', level = ''] = part.split('=');
      return `${fieldText(field, language)}: ${levelText(field, level, language).toLowerCase()}`;
    })
    .join('; ');
}
