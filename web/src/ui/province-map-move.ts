type Placed = { code: string; x: number; y: number };
export type Direction = 'left' | 'right' | 'up' | 'down';

const ways: Record<Direction, readonly [number, number]> = {
  left: [-1, 0],
  right: [1, 0],
  up: [0, -1],
  down: [0, 1],
};

/** The unit one comes to with an arrow key: near, and more ahead than aside. */
export function nextUnit(units: readonly Placed[], from: string, direction: Direction): string {
  const here = units.find((unit) => unit.code === from);
  if (!here) return units[0]?.code ?? from;
  const [wayX, wayY] = ways[direction];
  let best: { code: string; cost: number } | undefined;
  for (const unit of units) {
    const ahead = (unit.x - here.x) * wayX + (unit.y - here.y) * wayY;
    const aside = Math.abs((unit.x - here.x) * wayY) + Math.abs((unit.y - here.y) * wayX);
    if (ahead <= 1e-6 || aside > ahead * 2) continue;
    const cost = ahead + aside * 2;
    if (!best || cost < best.cost) best = { code: unit.code, cost };
  }
  return best?.code ?? from;
}
