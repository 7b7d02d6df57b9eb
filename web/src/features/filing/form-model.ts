import {
  type AnswerFault,
  type Field,
  type Page,
  type ServiceContext,
  type ServiceDefinition,
  checkAnswers,
  pagesFor,
} from '#lib/service-definition';
import type { Values } from './use-draft.ts';

/** What the browser knows of a case while it is being filled in; the server decides on its own knowledge. */
export function contextOf(values: Values, day: string): ServiceContext {
  return {
    day,
    channel: 'online',
    applicant: { kind: 'person' },
    filer: { relation: 'self' },
    form: values,
    data: {},
  };
}

export function askedPages(definition: ServiceDefinition, values: Values, day: string): Page[] {
  return pagesFor(definition, contextOf(values, day));
}

export type Known = ReadonlySet<string>;

/** Fields to be asked: what the state knows already is shown, not asked. */
export function openFields(page: Page, known: Known): Field[] {
  return page.fields.filter((field) => !known.has(field.key));
}

export function faultsOfPage(
  definition: ServiceDefinition,
  page: Page,
  asked: { values: Values; day: string; known: Known },
): AnswerFault[] {
  return checkAnswers(definition, contextOf(asked.values, asked.day)).filter(
    (fault) => fault.page === page.key && !asked.known.has(fault.field),
  );
}

/** The pages that ask something; a page whose every field is known is not a question. */
export function questionPages(pages: readonly Page[], known: Known): Page[] {
  return pages.filter((page, index) => index === 0 || openFields(page, known).length > 0);
}
