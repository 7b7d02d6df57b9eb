export function Mark({ size = 32, onDark = false }: { size?: number; onDark?: boolean }) {
  const body = onDark ? '#fff' : 'var(--fill)';
  const cut = onDark ? 'var(--mark-cut, #0B5C7A)' : 'var(--on-fill)';
  return (
    <svg width={size} height={size} viewBox="0 0 24 24" aria-hidden="true">
      <path d="M12 1.2l9.4 5.4v10.8L12 22.8l-9.4-5.4V6.6z" fill={body} />
      <path
        d="M17.2 4.3C8 7.8 17.8 12.3 11.500 15.2c-2.3 1.1-4.3 1.9-5.3 4.2"
        stroke={cut}
        strokeWidth="2.3"
        fill="none"
      />
      <path d="M6.2 7.5c2.5-.7 4.3.2 4.7 2.6-2.5.7-4.3-.2-4.7-2.6z" fill={cut} />
    </svg>
  );
}

/** The woven band: thin, once per view, in whole pixels. */
export function WeaveBand() {
  return <div className="weave" role="presentation" />;
}

/** Quiet hexagons behind a header. */
export function HexTexture() {
  return (
    <svg className="hextex" aria-hidden="true" width="260" height="156" viewBox="0 0 260 156" fill="none">
      <defs>
        <pattern
          id="hex"
          width="45"
          height="78"
          patternUnits="userSpaceOnUse"
          patternTransform="translate(12 -13)"
        >
          <path
            d="M22.500 0L45 13v26L22.500 52 0 39V13zM22.500 52v26"
            stroke="currentColor"
            strokeWidth="1"
          />
        </pattern>
        <linearGradient id="hexfade" x1="0" x2="1">
          <stop offset="0" stopColor="#fff" stopOpacity="0" />
          <stop offset="1" stopColor="#fff" />
        </linearGradient>
        <mask id="hexmask">
          <rect width="260" height="156" fill="url(#hexfade)" />
        </mask>
      </defs>
      <rect width="260" height="156" fill="url(#hex)" mask="url(#hexmask)" />
    </svg>
  );
}
