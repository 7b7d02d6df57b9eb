export { type LayoutSeed, publishLayouts, readLayouts, saveLayout } from './layouts.ts';
export { ioc } from './module.ts';
export { makeBoards, watchFigures } from './watch.ts';
