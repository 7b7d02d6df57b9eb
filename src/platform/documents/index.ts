export { type DocumentData, type DataValue, formalDay } from './fill-text.ts';
export { renderDocument, type RenderedDocument, type RenderOrder } from './render.ts';
export { documents } from './room.ts';
export type { StampPlace } from './stamp-place.ts';
export type { Template } from './template.ts';
export { readTemplates, type TemplateShelf } from './templates.ts';
export { openDocumentTypeface, openSans, openTypefaceIn } from './typefaces.ts';
