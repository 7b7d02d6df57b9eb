import type { CardHolder } from './card-image.ts';

export interface QrDetails {
  generation: '2021' | '2024';
  cmnd9?: string;
  address: string;
  /** ddMMyyyy */
  issued: string;
  /** ddMMyyyy, MMyyyy or yyyy; from the MRZ when absent. */
  birth?: string;
  /** Fields 8 to 11 of the card of 2024. */
  extra?: readonly string[];
}

function birthOf(holder: CardHolder): string {
  const [year, month, day] = [holder.birth.slice(0, 2), holder.birth.slice(2, 4), holder.birth.slice(4, 6)];
  const group = Number(holder.personalNumber.charAt(3));
  return `${day}${month}${19 + Math.floor(group / 2)}${year}`;
}

/** The text of the QR code printed on the holder's card. */
export function writeCardQr(holder: CardHolder, details: QrDetails): string {
  const fields = [
    holder.personalNumber,
    details.cmnd9 ?? '',
    holder.name.normalize('NFC'),
    details.birth ?? birthOf(holder),
    holder.sex === 'M' ? 'Nam' : 'Nữ',
    details.address,
    details.issued,
  ];
  const extra = details.generation === '2024' ? [...(details.extra ?? []), '', '', '', ''].slice(0, 4) : [];
  return [...fields, ...extra].join('|');
}
