import type { DefinitionFault } from './check-definition.ts';
import type { Field } from './schema-form.ts';
import type { ServiceDefinition } from './schema.ts';

const fieldFaults = (field: Field): string[] => {
  const faults: string[] = [];
  const isChoice = field.type === 'choice' || field.type === 'multiChoice';
  if (isChoice !== (field.choices !== undefined)) faults.push('choices belong to a choice');
  const isPlace = field.type === 'place' || field.type === 'address';
  if (isPlace !== (field.placeLevel !== undefined))
    faults.push('placeLevel belongs to a place or an address');
  if ((field.prefill === undefined) !== (field.editable === undefined))
    faults.push('a prefilled field says whether it may be changed');
  const values = (field.choices ?? []).map((choice) => choice.value);
  if (new Set(values).size !== values.length) faults.push('a choice occurs twice');
  if (field.minimum !== undefined && field.maximum !== undefined && field.minimum > field.maximum)
    faults.push('minimum above maximum');
  return faults;
};

export function checkForm(definition: ServiceDefinition): DefinitionFault[] {
  return definition.pages.flatMap((page) =>
    page.fields.flatMap((field) =>
      fieldFaults(field).map((message) => ({ path: `fields.${field.key}`, message })),
    ),
  );
}
