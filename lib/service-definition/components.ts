import { evaluate } from './condition.ts';
import type { ServiceContext } from './context.ts';
import type { Component } from './schema-form.ts';
import type { ServiceDefinition } from './schema.ts';

/**
 * How one component of the dossier is met.
 * - `form`: made from the answers, nothing to upload
 * - `data`: proved by a register; no paper may be asked
 * - `upload`: a document is needed (because it always is, or the register knows nothing, contradicts, or is silent)
 * - `consent`: someone else must agree
 * - `later`: the register is silent and the definition lets the officer ask it again; filing is not held up
 * - `pending`: the register has not been asked yet, or knows nothing and nothing else may prove it
 */
export type ComponentNeed = {
  key: string;
  component: Component;
  need: 'form' | 'data' | 'upload' | 'consent' | 'later' | 'pending';
  reason: 'byDefinition' | 'confirmed' | 'absent' | 'conflict' | 'unavailable' | 'notAsked';
  isOptional: boolean;
};

/** What the dossier holds so far: keys of components with a document, and with a consent given. */
export type Holdings = { documents: readonly string[]; consents: readonly string[] };

const dataNeed = (component: Component, context: ServiceContext): Pick<ComponentNeed, 'need' | 'reason'> => {
  const claim = component.dataSource?.claim;
  const answer = claim === undefined || !Object.hasOwn(context.data, claim) ? undefined : context.data[claim];
  if (answer === undefined) return { need: 'pending', reason: 'notAsked' };
  if (answer.state === 'confirmed') return { need: 'data', reason: 'confirmed' };
  if (component.upload !== undefined && answer.state !== 'unavailable')
    return { need: 'upload', reason: answer.state };
  if (component.dataSource?.mayWait === true) return { need: 'later', reason: answer.state };
  return { need: component.upload === undefined ? 'pending' : 'upload', reason: answer.state };
};

const needOf = (component: Component, context: ServiceContext): Pick<ComponentNeed, 'need' | 'reason'> => {
  if (component.kind === 'data') return dataNeed(component, context);
  return { need: component.kind, reason: 'byDefinition' };
};

/** The components this dossier needs, each with the way it is met today. Components whose condition fails are left out. */
export function componentsFor(definition: ServiceDefinition, context: ServiceContext): ComponentNeed[] {
  return definition.components
    .filter((component) => evaluate(component.when ?? true, context))
    .map((component) => ({
      key: component.key,
      component,
      ...needOf(component, context),
      isOptional: component.optional ?? false,
    }));
}

/** Where a signature serves as well, a signed paper stands for the consent on the phone. */
const isSignedPaper = (item: ComponentNeed, holdings: Holdings): boolean =>
  (item.component.consent?.ways.includes('signature') ?? false) && holdings.documents.includes(item.key);

const isMet = (item: ComponentNeed, holdings: Holdings): boolean => {
  if (item.need === 'upload') return holdings.documents.includes(item.key);
  if (item.need === 'consent') return holdings.consents.includes(item.key) || isSignedPaper(item, holdings);
  return item.need !== 'pending';
};

/** Components that still stand in the way of filing. Empty: the dossier is complete. */
export function missingComponents(needs: readonly ComponentNeed[], holdings: Holdings): ComponentNeed[] {
  return needs.filter((item) => !item.isOptional && !isMet(item, holdings));
}

/** A dossier that asks for no paper: every component is a form, data or a consent. NQ 66.7/2025/NQ-CP */
export function isPaperless(needs: readonly ComponentNeed[]): boolean {
  return needs.every((item) => item.isOptional || (item.need !== 'upload' && item.need !== 'pending'));
}
