import { useState } from 'react';
import { tiles } from '#lib/province-map';
import { formatPercent } from '../format.ts';
import { ProvinceMap, type MapValue } from '../province-map.tsx';
import { Sample } from './sample.tsx';

const values: MapValue[] = tiles.map((tile, index) => {
  if (index === 41) return { unit: tile.code, value: null, text: 'quá ít, không nêu', state: 'suppressed' };
  if (index === 77) return { unit: tile.code, value: null, text: 'chưa có số liệu', state: 'silent' };
  const value = 1 - (((index * 37) % 100) / 100) ** 3 * 0.16;
  return { unit: tile.code, value, text: formatPercent(value) };
});
const scale = { breaks: [0.9, 0.94, 0.97, 0.99], format: formatPercent, alert: 'lowest' as const };

export function MapPieces() {
  const [picked, setPicked] = useState<string | null>(null);
  return (
    <Sample title="Lược đồ tỉnh">
      <div className="sample-wide">
        <ProvinceMap
          title="Hồ sơ đúng hạn theo xã, phường"
          sentence="Số liệu bịa để xem: 8 nơi dưới 90%."
          legend="Đúng hạn"
          values={values}
          scale={scale}
          picked={picked}
          onPick={setPicked}
        />
      </div>
    </Sample>
  );
}
