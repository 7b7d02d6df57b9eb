import { agency } from '#modules/agency';
import { civilStatus } from '#modules/civil-status';
import { consent } from '#modules/consent';
import { dossier } from '#modules/dossier';
import { evidence } from '#modules/evidence';
import { filing } from '#modules/filing';
import { holderCheck } from '#modules/holder-check';
import { identityCheck } from '#modules/identity-check';
import { indicator } from '#modules/indicator';
import { ioc } from '#modules/ioc';
import { law } from '#modules/law';
import { matching } from '#modules/matching';
import { nationalPortal } from '#modules/national-portal';
import { oneStop } from '#modules/one-stop';
import { organisation } from '#modules/organisation';
import { person } from '#modules/person';
import { place } from '#modules/place';
import { populationAnalysis } from '#modules/population-analysis';
import { procedure } from '#modules/procedure';
import { programme } from '#modules/programme';
import { report } from '#modules/report';
import { residence } from '#modules/residence';
import { vault } from '#modules/vault';
import { access } from '#platform/access';
import { audit } from '#platform/audit';
import { basis } from '#platform/basis';
import { calendar } from '#platform/calendar';
import { catalog } from '#platform/catalog';
import { devices } from '#platform/devices';
import { documents } from '#platform/documents';
import { edition } from '#platform/edition';
import { events } from '#platform/events';
import { files } from '#platform/files';
import { http } from '#platform/http';
import { identity } from '#platform/identity';
import { jobs } from '#platform/jobs';
import type { Room } from '#platform/manifest';
import { money } from '#platform/money';
import { notify } from '#platform/notify';
import { operations } from '#platform/operations';
import { signing } from '#platform/signing';

/** Every room of the house. Adding a module means adding its line here, and nothing else anywhere. */
export const rooms: readonly Room[] = [
  access,
  jobs,
  edition,
  events,
  audit,
  http,
  basis,
  identity,
  files,
  devices,
  signing,
  documents,
  calendar,
  catalog,
  money,
  notify,
  operations,
  place,
  law,
  agency,
  person,
  identityCheck,
  holderCheck,
  organisation,
  residence,
  matching,
  civilStatus,
  procedure,
  evidence,
  consent,
  dossier,
  filing,
  vault,
  oneStop,
  nationalPortal,
  indicator,
  populationAnalysis,
  ioc,
  programme,
  report,
];
