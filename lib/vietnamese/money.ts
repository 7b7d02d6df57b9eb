function grouped(digits: string): string {
  return digits.replace(/\B(?=(\d{3})+(?!\d))/g, '.');
}

/** 1234567 → "1.234.567". Whole numbers only. */
export function formatNumber(value: number | bigint): string {
  if (typeof value === 'number' && !Number.isSafeInteger(value)) throw new RangeError('not a safe integer');
  const digits = value.toString();
  return digits.startsWith('-') ? `-${grouped(digits.slice(1))}` : grouped(digits);
}

/** Integer đồng → "1.234.567 đ". */
export function formatDong(value: number | bigint): string {
  return `${formatNumber(value)} đ`;
}

/**
 * "1.234.567 đ", "1,234,567", "1234567đ", "50.000 VNĐ" → integer đồng; undefined for anything else, and for
 * figures that do not group by three ("1.5", "12.34").
 */
export function parseDong(text: string): bigint | undefined {
  const body = text
    .trim()
    .replace(/\s*(đồng|vnđ|vnd|đ|d|₫)\.?$/i, '')
    .replace(/[\s\u00a0]/g, '');
  const plain = /^-?\d+$/.test(body);
  const byThree = /^-?\d{1,3}(?:([.,])\d{3})(?:\1\d{3})*$/.test(body);
  return plain || byThree ? BigInt(body.replace(/[.,]/g, '')) : undefined;
}
