/** The 28 × 9 woven repeat of the house, drawn in whole pixels. */
const THREADS: [colour: string, path: string][] = [
  ['#12252E', 'M0 0h28v9H0z'],
  [
    '#B8482F',
    [
      'M0 0h2v1h-2zM4 0h2v1h-2zM8 0h2v1h-2zM12 0h2v1h-2zM16 0h2v1h-2zM20 0h2v1h-2zM24 0h2v1h-2zM19 1h5v1h-5z',
      'M20 2h3v1h-3zM7 3h1v1h-1zM21 3h1v1h-1zM6 4h3v1h-3zM21 4h1v1h-1zM7 5h1v1h-1zM21 5h1v1h-1zM20 6h3v1h-3z',
      'M19 7h5v1h-5zM0 8h2v1h-2zM4 8h2v1h-2zM8 8h2v1h-2zM12 8h2v1h-2zM16 8h2v1h-2zM20 8h2v1h-2zM24 8h2v1h-2z',
    ].join(''),
  ],
  [
    '#F2E8D5',
    [
      'M5 1h1v1h-1zM9 1h1v1h-1zM18 1h1v1h-1zM24 1h1v1h-1zM4 2h1v1h-1zM10 2h1v1h-1zM19 2h1v1h-1zM23 2h1v1h-1z',
      'M0 3h1v1h-1zM3 3h1v1h-1zM11 3h1v1h-1zM14 3h1v1h-1zM20 3h1v1h-1zM22 3h1v1h-1zM0 4h1v1h-1zM2 4h1v1h-1z',
      'M12 4h1v1h-1zM14 4h1v1h-1zM0 5h1v1h-1zM3 5h1v1h-1zM11 5h1v1h-1zM14 5h1v1h-1zM20 5h1v1h-1zM22 5h1v1h-1z',
      'M4 6h1v1h-1zM10 6h1v1h-1zM19 6h1v1h-1zM23 6h1v1h-1zM5 7h1v1h-1zM9 7h1v1h-1zM18 7h1v1h-1zM24 7h1v1h-1z',
    ].join(''),
  ],
  [
    '#CF9436',
    [
      'M7 1h1v1h-1zM6 2h1v1h-1zM8 2h1v1h-1zM5 3h1v1h-1zM9 3h1v1h-1zM16 3h3v1h-3zM24 3h3v1h-3zM4 4h1v1h-1z',
      'M10 4h1v1h-1zM16 4h2v1h-2zM25 4h2v1h-2zM5 5h1v1h-1zM9 5h1v1h-1zM16 5h3v1h-3zM24 5h3v1h-3zM6 6h1v1h-1z',
      'M8 6h1v1h-1zM7 7h1v1h-1z',
    ].join(''),
  ],
];

export function weaveImage(): string {
  const paths = THREADS.map(([colour, path]) => `<path fill='${colour}' d='${path}'/>`).join('');
  const svg = `<svg xmlns='http://www.w3.org/2000/svg' width='28' height='9' shape-rendering='crispEdges'>${paths}</svg>`;
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}
