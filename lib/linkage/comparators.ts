import type { Comparator, Output, PairContext, Shared } from './comparator.ts';
import { AddressComparator } from './compare-address.ts';
import { CategoryComparator } from './compare-category.ts';
import { DateComparator } from './compare-date.ts';
import { KinComparator } from './compare-kin.ts';
import { NameComparator } from './compare-name.ts';
import { NumberComparator } from './compare-number.ts';
import { PlaceComparator } from './compare-place.ts';
import { TextComparator } from './compare-text.ts';
import { NameTable } from './names.ts';
import type { FieldConfig, IndexOptions, LinkageConfig } from './types.ts';
import { WordTable } from './words.ts';

export interface FieldSet {
  readonly shared: Shared;
  readonly comparators: readonly Comparator[];
  readonly byField: ReadonlyMap<string, Comparator>;
  readonly outputs: readonly Output[];
  readonly name: NameComparator | undefined;
  readonly number: NumberComparator | undefined;
  /** Integers of a person: state, then those of the fields. */
  readonly width: number;
}

const mostOutputs = 64;

/** Builds the comparators of a configuration and lays out a person's integers. The name comes first: others lean on it. */
export function buildFields(config: LinkageConfig, options: IndexOptions): FieldSet {
  const words = new WordTable();
  const pair: PairContext = { nameFold: -1, family: 0, numberAgrees: false, place: 0 };
  const shared: Shared = {
    words,
    names: new NameTable(words),
    size: 0,
    logSize: 0,
    pair,
    levels: new Int32Array(mostOutputs),
    logU: new Float64Array(mostOutputs),
    groups: new Int32Array(mostOutputs),
  };
  const first = config.fields.find((field) => field.kind === 'person-name');
  const name = first ? new NameComparator(first.name, shared) : undefined;
  const byField = new Map<string, Comparator>();
  if (first && name) byField.set(first.name, name);
  for (const field of config.fields) {
    if (field !== first) byField.set(field.name, comparatorOf(field, shared, { options, name, byField }));
  }
  const comparators = [...byField.values()];
  let width = 1;
  const outputs: Output[] = [];
  for (const comparator of comparators) {
    comparator.settle(width, outputs.length);
    width += comparator.width;
    outputs.push(...comparator.outputs);
  }
  if (outputs.length > mostOutputs) throw new RangeError('too many fields');
  const number = comparators.find((one) => one instanceof NumberComparator);
  return { shared, comparators, byField, outputs, name, number, width };
}

function comparatorOf(
  field: FieldConfig,
  shared: Shared,
  known: {
    options: IndexOptions;
    name: NameComparator | undefined;
    byField: ReadonlyMap<string, Comparator>;
  },
): Comparator {
  const resolve = known.options.resolve?.[field.name];
  switch (field.kind) {
    case 'person-name':
    case 'kin-name':
      return new KinComparator(field.name, shared, known.name);
    case 'date':
      return new DateComparator(field.name, shared);
    case 'number':
      return new NumberComparator(field.name, shared);
    case 'category':
      return new CategoryComparator(field.name, shared, { implied: known.name && field.impliedBy, resolve });
    case 'place':
      return new PlaceComparator(field.name, shared, { resolve, neighbours: known.options.neighbours });
    case 'address':
      return new AddressComparator(
        field.name,
        shared,
        [...known.byField.values()].find((one) => one instanceof PlaceComparator),
      );
    case 'text':
      return new TextComparator(field.name, shared);
  }
}
