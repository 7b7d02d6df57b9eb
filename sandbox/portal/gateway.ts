import type { z } from 'zod';
import { type Answer, type Asked, json, readJson, type Route, sameSecret, type Stage } from '../kit/index.ts';
import type { Procedure, Registry } from './registry.ts';
import { dossierShape, faultsOf, type FieldFault, progressShape } from './shapes.ts';

export interface GatewayParts {
  stage: Stage;
  registry: Registry;
  procedures: readonly Procedure[];
  username: string;
  password: string;
  /** Routing code of the receiving system; every call carries it in the header dstcode. */
  dstcode: string;
  unit: string;
  sessionMs: number;
}

// The gateway answers 200 and says in error_code what happened; 0 is success.
const CODES = {
  ok: 0,
  system: -1,
  credentials: 101,
  session: 102,
  routing: 103,
  service: 104,
  data: 105,
} as const;

function refuse(code: keyof typeof CODES, message: string, faults?: FieldFault[]): Answer {
  return json({ error_code: CODES[code], error_message: message, errors: faults });
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

interface Call {
  session?: unknown;
  madonvi?: unknown;
  service?: unknown;
  isUpdating?: unknown;
  data?: unknown;
  [key: string]: unknown;
}

export function gatewayRoutes(parts: GatewayParts): Route[] {
  const sessions = new Map<string, number>();
  const { now, bytes } = parts.stage.surroundings;

  function login(asked: Asked): Answer {
    if (asked.headers.dstcode !== parts.dstcode) return refuse('routing', 'Sai mã đích (dstcode)');
    const given = readJson(asked) as { username?: unknown; password?: unknown } | null;
    const fits =
      sameSecret(textOf(given?.username), parts.username) &&
      sameSecret(textOf(given?.password), parts.password);
    if (!fits) return refuse('credentials', 'Sai tên đăng nhập hoặc mật khẩu');
    const session = bytes(24).toString('hex');
    sessions.set(session, now().getTime() + parts.sessionMs);
    return json({ error_code: CODES.ok, error_message: 'Thành công', session });
  }

  function serve(asked: Asked): Answer {
    if (asked.headers.dstcode !== parts.dstcode) return refuse('routing', 'Sai mã đích (dstcode)');
    const call = readJson(asked) as Call | null;
    if (typeof call !== 'object' || call === null) return refuse('data', 'Nội dung không phải đối tượng');
    const until = sessions.get(textOf(call.session));
    if (until === undefined || until <= now().getTime())
      return refuse('session', 'Phiên làm việc không hợp lệ');
    if (call.madonvi !== parts.unit) return refuse('routing', 'Sai mã đơn vị (madonvi)');
    const service = SERVICES.get(textOf(call.service));
    return service ? service(parts, call) : refuse('service', 'Không có dịch vụ này');
  }

  const wrong = () => refuse('system', 'Hệ thống đang bận, vui lòng thử lại');
  return [
    { method: 'POST', path: '/mapi/login', handle: login, wrong },
    { method: 'POST', path: '/mapi/g', handle: serve, wrong },
  ];
}

type Service = (parts: GatewayParts, call: Call) => Answer;

const SERVICES = new Map<string, Service>(
  Object.entries<Service>({
    LayDanhSachTTHC: (parts) =>
      json({
        error_code: CODES.ok,
        result: parts.procedures.map(({ ThanhPhanHoSo: _parts, ...short }) => short),
      }),
    LayThuTuc: (parts, call) => {
      const found = parts.procedures.find(({ MaTTHC }) => MaTTHC === call.maTTHC);
      return found ? json({ error_code: CODES.ok, result: [found] }) : refuse('data', 'Không có thủ tục này');
    },
    TraCuuHoSo: (parts, call) => {
      const kept = parts.registry.find(textOf(call.mahoso));
      if (!kept) return refuse('data', 'Không có hồ sơ này');
      const { dossier, progress, state, code, steps } = kept;
      const history = steps.map((step) => ({ TrangThai: step.state, ThoiDiem: step.at.toISOString() }));
      return json({
        error_code: CODES.ok,
        result: [{ ...dossier, MaHoSo: code, TrangThaiHoSo: state, TienDo: progress, LichSu: history }],
      });
    },
    DongBoHoSoMC: (parts, call) => {
      if (typeof call.isUpdating !== 'boolean') return refuse('data', 'isUpdating phải là true hoặc false');
      const isUpdating = call.isUpdating;
      return takeEach(call.data, dossierShape, (dossier) => parts.registry.sync(dossier, isUpdating));
    },
    CapNhatTienDoHoSoMC: (parts, call) =>
      takeEach(call.data, progressShape, (entry) => parts.registry.progress(entry)),
  }),
);

/** All shapes are checked before the first is taken: a call is taken whole or not at all, but for what the registry refuses. */
function takeEach<T>(data: unknown, shape: z.ZodType<T>, take: (item: T) => string | undefined): Answer {
  if (!Array.isArray(data) || data.length === 0)
    return refuse('data', 'data phải là mảng có ít nhất một phần tử');
  const items = data.map((item) => shape.safeParse(item));
  const faults = items.flatMap((item, index) => (item.success ? [] : faultsOf(index, item.error)));
  if (faults.length > 0) return refuse('data', 'Dữ liệu không hợp lệ', faults);
  const refused = items.flatMap((item, index) => {
    const message = item.success ? take(item.data) : undefined;
    return message ? [{ index, field: 'MaHoSo', message }] : [];
  });
  if (refused.length > 0) return refuse('data', 'Có hồ sơ không đồng bộ được', refused);
  return json({ error_code: CODES.ok, error_message: 'Thành công' });
}
