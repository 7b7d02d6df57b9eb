import { localDate, type Stage } from '../kit/index.ts';
import { type GatewayDossier, type GatewayProgress, mayFollow } from './shapes.ts';

export interface Procedure {
  MaTTHC: string;
  TenTTHC: string;
  MaLinhVuc: string;
  TenLinhVuc: string;
  ThanhPhanHoSo: { MaThanhPhanHoSo: string; TenThanhPhanHoSo: string; BatBuoc: boolean }[];
}

export interface SyncStep {
  at: Date;
  state: string;
  note: string;
}

/** What the portal knows of one dossier. */
export interface Kept {
  code: string;
  procedure: string;
  procedureName: string;
  applicant: string;
  state: string;
  dossier?: GatewayDossier;
  progress: GatewayProgress[];
  steps: SyncStep[];
  /** Filed here: how far the handing over to the province has come. */
  handover?: 'sending' | 'taken' | 'refused' | 'unanswered';
  handoverStatus?: number;
}

export interface Registry {
  find: (code: string) => Kept | undefined;
  list: () => Kept[];
  file: (parts: { procedure: Procedure; applicant: string }) => Kept;
  sync: (dossier: GatewayDossier, isUpdating: boolean) => string | undefined;
  progress: (entry: GatewayProgress) => string | undefined;
}

export function createRegistry(stage: Stage): Registry {
  const kept = new Map<string, Kept>();
  const { now } = stage.surroundings;
  let filed = 0;

  // National dossiers look like G22.99.08-260921-896048.
  function nextCode(): string {
    filed += 1;
    const day = localDate(now()).replaceAll('-', '').slice(2);
    return `G22.99.08-${day}-${String(100000 + filed)}`;
  }

  function create(dossier: GatewayDossier): void {
    kept.set(dossier.MaHoSo, {
      code: dossier.MaHoSo,
      procedure: dossier.MaTTHC,
      procedureName: dossier.TenTTHC,
      applicant: dossier.ChuHoSo,
      state: dossier.TrangThaiHoSo,
      dossier,
      progress: [],
      steps: [{ at: now(), state: dossier.TrangThaiHoSo, note: 'Đồng bộ lần đầu' }],
    });
  }

  function sync(dossier: GatewayDossier, isUpdating: boolean): string | undefined {
    const known = kept.get(dossier.MaHoSo);
    if (!isUpdating) {
      if (known) return 'hồ sơ đã tồn tại';
      create(dossier);
      return undefined;
    }
    if (!known) return 'hồ sơ chưa tồn tại';
    if (known.procedure !== dossier.MaTTHC) return 'mã thủ tục khác với lần đầu';
    if (!mayFollow(known.state, dossier.TrangThaiHoSo)) {
      return `không chuyển được từ trạng thái ${known.state} sang ${dossier.TrangThaiHoSo}`;
    }
    known.dossier = dossier;
    known.state = dossier.TrangThaiHoSo;
    known.steps.push({ at: now(), state: dossier.TrangThaiHoSo, note: 'Cập nhật' });
    return undefined;
  }

  return {
    sync,
    find: (code) => kept.get(code),
    list: () => [...kept.values()].reverse(),
    file: ({ procedure, applicant }) => {
      const made: Kept = {
        code: nextCode(),
        procedure: procedure.MaTTHC,
        procedureName: procedure.TenTTHC,
        applicant,
        state: '1',
        progress: [],
        steps: [{ at: now(), state: '1', note: 'Nộp tại Cổng quốc gia' }],
        handover: 'sending',
      };
      kept.set(made.code, made);
      return made;
    },
    progress: (entry) => {
      const known = kept.get(entry.MaHoSo);
      if (!known) return 'hồ sơ chưa tồn tại';
      known.progress.push(entry);
      return undefined;
    },
  };
}
