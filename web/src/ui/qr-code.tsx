import QRCode from 'qrcode';
import { useMemo } from 'react';

/** A QR drawn as one SVG path: crisp on screen and paper, no canvas, no image request. */
export function QrCode({ text, label, size = 240 }: { text: string; label: string; size?: number }) {
  const { path, width } = useMemo(() => {
    const { modules } = QRCode.create(text, { errorCorrectionLevel: 'M' });
    const margin = 4;
    let drawn = '';
    for (let y = 0; y < modules.size; y++) {
      for (let x = 0; x < modules.size; x++) {
        if (modules.get(y, x)) drawn += `M${x + margin} ${y + margin}h1v1h-1z`;
      }
    }
    return { path: drawn, width: modules.size + margin * 2 };
  }, [text]);
  return (
    <svg
      className="qr"
      role="img"
      aria-label={label}
      viewBox={`0 0 ${width} ${width}`}
      style={{ maxWidth: size }}
      shapeRendering="crispEdges"
    >
      <path d={path} fill="#000" />
    </svg>
  );
}
