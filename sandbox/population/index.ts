export { expectedToken, type PopulationClient } from './clients.ts';
export {
  type JournalEntry,
  type PopulationSandboxOptions,
  SERVICE_PATH,
  startPopulation,
} from './population.ts';
