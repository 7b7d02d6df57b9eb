import { Document, isMap, isPair, isSeq, parseDocument, type Node } from 'yaml';
import { checkDefinition, DefinitionError } from './check-definition.ts';
import { serviceDefinition, type ServiceDefinition } from './schema.ts';

const lineBudget = 140;

const isShort = (node: Node, document: Document): boolean =>
  JSON.stringify(node.toJS(document) as unknown).length <= lineBudget;

const compact = (node: unknown, document: Document): void => {
  if (!isMap(node) && !isSeq(node)) return;
  if (isShort(node, document)) {
    node.flow = true;
    return;
  }
  for (const item of node.items) compact(isPair(item) ? item.value : item, document);
};

/**
 * Reads a service definition and checks it against its schema and its own rules.
 * @throws DefinitionError with every fault.
 */
export function parseDefinition(text: string): ServiceDefinition {
  const document = parseDocument(text, { uniqueKeys: true });
  if (document.errors.length > 0) {
    throw new DefinitionError(document.errors.map((error) => ({ path: '', message: error.message })));
  }
  return readDefinition(document.toJS({ maxAliasCount: 0 }));
}

/** The same for a definition that is already an object (a JSON column, a request). @throws DefinitionError */
export function readDefinition(value: unknown): ServiceDefinition {
  const parsed = serviceDefinition.safeParse(value);
  if (!parsed.success) {
    throw new DefinitionError(
      parsed.error.issues.map((issue) => ({ path: issue.path.join('.'), message: issue.message })),
    );
  }
  const faults = checkDefinition(parsed.data);
  if (faults.length > 0) throw new DefinitionError(faults);
  return parsed.data;
}

/** Writes a definition in its canonical form; reading it and writing it again gives the same text. */
export function renderDefinition(definition: ServiceDefinition): string {
  const document = new Document(definition, { aliasDuplicateObjects: false });
  const root = document.contents;
  if (isMap(root)) for (const item of root.items) compact(item.value, document);
  return document.toString({ lineWidth: 0, flowCollectionPadding: false, singleQuote: false });
}
