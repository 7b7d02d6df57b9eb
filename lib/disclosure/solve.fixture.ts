/** The remainder after division, never negative. */
const PRIME = 1_000_003;
const mod = (value: number) => ((value % PRIME) + PRIME) % PRIME;

function inverse(value: number): number {
  let [a, b, x, y] = [mod(value), PRIME, 1, 0];
  while (b !== 0) {
    const whole = Math.floor(a / b);
    [a, b] = [b, a - whole * b];
    [x, y] = [y, x - whole * y];
  }
  return mod(x);
}

/**
 * Which unknowns a system of equations determines: those whose row of the reduced form holds nothing else. Exact, in
 * whole numbers modulo a prime; the coefficients are 0 and 1, so what is determined there is determined.
 */
export function determined(equations: readonly (readonly number[])[], unknowns: number): Set<number> {
  const rows = equations.map((equation): Float64Array<ArrayBuffer> => {
    const row = new Float64Array(unknowns);
    for (const unknown of equation) row[unknown] = mod((row[unknown] ?? 0) + 1);
    return row;
  });
  let rank = 0;
  for (let col = 0; col < unknowns && rank < rows.length; col += 1) {
    const pivot = rows.findIndex((row, at) => at >= rank && row[col] !== 0);
    if (pivot < 0) continue;
    const lead = rows[pivot] ?? new Float64Array(unknowns);
    rows[pivot] = rows[rank] ?? lead;
    rows[rank] = lead;
    const factor = inverse(lead[col] ?? 1);
    lead.forEach((value, at) => {
      lead[at] = mod(value * factor);
    });
    rows.forEach((row, at) => {
      const times = row[col] ?? 0;
      if (at === rank || times === 0) return;
      row.forEach((value, index) => {
        row[index] = mod(value - times * (lead[index] ?? 0));
      });
    });
    rank += 1;
  }
  const found = new Set<number>();
  for (const row of rows) {
    const at = [...row.keys()].filter((col) => row[col] !== 0);
    if (at.length === 1 && at[0] !== undefined) found.add(at[0]);
  }
  return found;
}
