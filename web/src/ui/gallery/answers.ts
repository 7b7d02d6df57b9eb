import {
  centre,
  check,
  citizenMe,
  dossierOf,
  draft,
  me,
  myDossiers,
  myPapers,
  officerMe,
  payment,
  police,
  queue,
  verification,
} from './fixtures.ts';
import { bases, emergencies, hits, openBasis, person, purposes, residence } from './fixtures-access.ts';
import { authorisations, consents, mandates, organisation } from './fixtures-mandate.ts';
import { accesses, checkpoint, days, notices, places, staff, unmatched } from './fixtures-office.ts';
import {
  differences,
  endedJobs,
  failedJobs,
  messages,
  noticePreview,
  versions,
} from './fixtures-operator.ts';
import { definition, procedures } from './fixtures-procedure.ts';

type Reply = { status?: number; body: unknown };

/** What the pretended server answers to a GET or a write below /api/v1; 404 for everything unknown. */
export function answer(path: string, as: 'guest' | 'citizen' | 'officer'): Reply {
  const first = myDossiers[0];
  const queued = queue.items[3];
  const found: [RegExp, unknown][] = [
    [/^\/identity\/me$/, as === 'guest' ? me.anonymous : as === 'citizen' ? citizenMe : officerMe],
    [
      /^\/me\/representations$/,
      { items: [{ personId: centre.id, fullName: 'Y Khoa Niê', ground: 'parent', until: '2034-05-01' }] },
    ],
    [/^\/me\/dossiers$/, { items: myDossiers, nextCursor: null, openCount: 5 }],
    [/^\/me\/dossiers\/[^/]+\/payment$/, payment],
    [/^\/me\/dossiers\/[^/]+$/, first && dossierOf(first, ['supplement', 'withdraw', 'rate', 'appeal'])],
    [/^\/drafts$/, { items: [] }],
    [/^\/drafts\/[^/]+$/, draft],
    [/^\/drafts\/[^/]+\/check$/, check],
    [/^\/me\/documents$/, { items: myPapers, nextCursor: null }],
    [/^\/me\/documents\/[^/]+$/, myPapers[0]],
    [/^\/procedures$/, { items: procedures }],
    [
      /^\/procedures\/[^/]+$/,
      {
        summary: procedures[0],
        definition,
        legalBasis: [{ id: 'luat-cu-tru', title: 'Luật Cư trú số 68/2020/QH14' }],
      },
    ],
    [/^\/work-queue$/, queue],
    [
      /^\/dossiers\/[^/]+$/,
      queued && dossierOf(queued, ['receive', 'requestSupplement', 'forward', 'refuse', 'judge', 'undo']),
    ],
    [/^\/verification\/[^/]+$/, verification],
    [/^\/tracking\/[^/]+$/, myDossiers[1]],
    [/^\/obligations$/, { items: [] }],
    [
      /^\/agencies\/[^/]+$/,
      {
        agency: { ...centre, key: 'x', nameEn: centre.name },
        parent: null,
        predecessors: [],
        successors: [],
        today: [],
      },
    ],
    [/^\/notices$/, notices],
    [/^\/me\/accesses$/, accesses],
    [/^\/agencies$/, { items: [{ ...police, key: 'p', nameEn: police.name }] }],
    [/^\/audit\/checkpoint$/, { size: 20_417, note: checkpoint }],
    [/^\/places$/, { items: places }],
    [/^\/staff$/, { items: staff }],
    [/^\/calendar\/days$/, { items: days }],
    [/^\/unmatched-notices$/, { items: unmatched }],
    [/^\/reconciliations$/, { items: [] }],
    [/^\/failed-jobs$/, { items: failedJobs }],
    [/^\/ended-jobs$/, { items: endedJobs }],
    [/^\/notice-deliveries$/, { items: messages }],
    [/^\/procedures\/[^/]+\/versions$/, { items: versions }],
    [/^\/procedures\/[^/]+\/versions\/\d+\/differences$/, differences],
    [/^\/calendar\/notice-previews$/, noticePreview],
    [/^\/me\/mandates$/, { items: mandates }],
    [/^\/me\/authorisations$/, { items: authorisations }],
    [/^\/me\/consents$/, { items: consents }],
    [/^\/me\/organisations\/[^/]+$/, organisation],
    [/^\/access\/purposes$/, purposes],
    [/^\/access\/bases$/, { items: bases }],
    [/^\/access\/bases\/[^/]+/, openBasis],
    [/^\/access\/break-glass-requests$/, { items: emergencies }],
    [/^\/persons\/searches$/, { items: hits }],
    [/^\/persons\/[^/]+\/residence$/, residence],
    [/^\/persons\/[^/]+$/, person],
  ];
  const hit = found.find(([pattern]) => pattern.test(path));
  return hit ? { body: hit[1] } : { status: 404, body: { code: 'http.not_found', title: 'Không tìm thấy' } };
}
