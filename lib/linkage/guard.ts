import type { FieldSet } from './comparators.ts';

const agreed: Readonly<Record<string, readonly string[]>> = {
  name: ['exact', 'plain', 'unmarked', 'variant', 'typo'],
  number: ['exact', 'former', 'cancelled', 'one_digit', 'exchanged'],
  date: ['exact', 'swapped', 'lunar', 'one_digit'],
  kin: ['exact', 'plain', 'near'],
};
const beyondDoubt = 0.9995;
const contradicting = ['day_month', 'year', 'neighbour_year', 'differs'];

/**
 * What probability alone may not decide, because errors and families are less independent than the model believes: a link
 * needs two of name, number, full date, father, mother; or the name, when no day of birth speaks against it; or one of them
 * and a probability beyond doubt. Holds for configurations with a person name and a date.
 */
export class Guard {
  private readonly fields: FieldSet;
  private readonly at: ReadonlyMap<string, readonly number[]>;

  constructor(fields: FieldSet, kinds: ReadonlyMap<string, string>) {
    this.fields = fields;
    const at = new Map<string, number[]>();
    for (const [output, { field }] of fields.outputs.entries()) {
      const kind = kinds.get(field) ?? field.slice(field.lastIndexOf('.') + 1);
      at.set(kind, [...(at.get(kind) ?? []), output]);
    }
    this.at = at;
  }

  /** About the comparison made last, with the probability it was given. */
  allows(probability: number): boolean {
    if (!this.at.has('given') || !this.at.has('date')) return true;
    const isNamed = this.all('given', 'name') && this.all('family', 'name');
    const anchors = [
      isNamed,
      this.some('number', 'number'),
      this.some('date', 'date'),
      ...(this.at.get('kin-name') ?? []).map((output) => agreed.kin?.includes(this.levelAt(output))),
    ].filter(Boolean).length;
    if (anchors >= 2) return true;
    const isAgainst = (this.at.get('date') ?? []).some((output) =>
      contradicting.includes(this.levelAt(output)),
    );
    return (isNamed && !isAgainst) || (anchors === 1 && probability >= beyondDoubt);
  }

  private all(kind: string, list: string): boolean {
    const outputs = this.at.get(kind) ?? [];
    return outputs.every((output) => {
      const level = this.levelAt(output);
      return level === 'missing' || agreed[list]?.includes(level);
    });
  }

  private some(kind: string, list: string): boolean {
    return (this.at.get(kind) ?? []).some((output) => agreed[list]?.includes(this.levelAt(output)));
  }

  private levelAt(output: number): string {
    const { outputs, shared } = this.fields;
    return outputs[output]?.levels[shared.levels[output] ?? 0]?.name ?? 'missing';
  }
}
