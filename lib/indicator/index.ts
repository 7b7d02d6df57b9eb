export { type ColumnType, expressionFaults, type PublishedViews } from './check.ts';
export {
  type ComputedDefinition,
  definitionFaults,
  definitionFileSchema,
  definitionSchema,
  directions,
  type IndicatorDefinition,
  measuresOf,
  type ParsedMeasures,
  type PeriodKind,
  periodKinds,
  unitKinds,
} from './definition.ts';
export {
  type Figure,
  figureOf,
  type FigureState,
  figureStates,
  isOnTarget,
  type Sums,
  suppressSmall,
  type Target,
  targetOn,
} from './figure.ts';
export {
  type Comparison,
  type Condition,
  type Dimensions,
  type Expression,
  ExpressionFault,
  type Literal,
  type Measure,
} from './language.ts';
export { expressionText, parseExpression } from './parse.ts';
export { addDays, daysOf, type Period, periodBefore, periodOf, periodsWithin } from './period.ts';
