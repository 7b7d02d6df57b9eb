import { useNavigate, useSearch } from '@tanstack/react-router';
import { type AnswerOf, useRead } from '../../app/api.ts';
import { useLanguage, useT } from '../../app/language.tsx';
import * as calendar from '../../../../src/platform/calendar/contract.ts';
import { useToday } from '../../app/now.ts';
import { PageError } from '../../app/problem.tsx';
import { useSession } from '../../app/session.ts';
import { ButtonLink, IconButton } from '../../ui/button.tsx';
import { formatDate, formatWeekday } from '../../ui/format.ts';
import { IconChevronLeft, IconChevronRight } from '../../ui/icons.ts';
import { SkeletonCard } from '../../ui/states.tsx';
import { AdminFrame } from './admin-shell.tsx';
import { monthOf } from './month.ts';
import { texts } from './texts.ts';

type Day = AnswerOf<typeof calendar.listDays>['items'][number];

export function CalendarPage() {
  const t = useT(texts);
  const navigate = useNavigate();
  const { thang } = useSearch({ strict: false }) as { thang?: string };
  const { session } = useSession();
  const today = useToday();
  const month = monthOf(thang, today);
  const found = useRead(calendar.listDays, { query: { from: month.from, to: month.to } });
  const go = (next: string) => void navigate({ to: '/can-bo/quan-tri/lich', search: { thang: next } });
  return (
    <AdminFrame>
      <div className="row cal-head">
        <IconButton label={t('cal.prev')} onClick={() => go(month.before)}>
          <IconChevronLeft className="i" aria-hidden="true" />
        </IconButton>
        <h2>{t('cal.month', { m: month.month, y: month.year })}</h2>
        <IconButton label={t('cal.next')} onClick={() => go(month.after)}>
          <IconChevronRight className="i" aria-hidden="true" />
        </IconButton>
      </div>
      {session?.roles.includes('calendar-publisher') ? (
        <div>
          <ButtonLink kind="filled" to="/can-bo/quan-tri/lich/thong-bao">
            {t('cal.publish')}
          </ButtonLink>
        </div>
      ) : null}
      {found.error ? <PageError error={found.error} onRetry={() => void found.refetch()} /> : null}
      {found.isPending ? <SkeletonCard lines={6} /> : null}
      {found.data ? <MonthGrid days={found.data.items} today={today} /> : null}
      <p className="field-hint">{t('cal.legend')}</p>
    </AdminFrame>
  );
}

function MonthGrid({ days, today }: { days: readonly Day[]; today: string }) {
  const t = useT(texts);
  return (
    <ol className="calgrid" aria-label={t('cal.caption')}>
      {days.map((day, index) => (
        <DayCell key={day.day} day={day} isToday={day.day === today} first={index === 0} />
      ))}
    </ol>
  );
}

function DayCell({ day, isToday, first }: { day: Day; isToday: boolean; first: boolean }) {
  const t = useT(texts);
  const { language } = useLanguage();
  const weekday = (new Date(`${day.day}T00:00:00Z`).getUTCDay() + 6) % 7;
  return (
    <li
      className={`calday${day.working ? '' : ' calday-off'}`}
      style={first ? { gridColumnStart: weekday + 1 } : undefined}
      aria-current={isToday ? 'date' : undefined}
    >
      <strong>{formatDate(day.day).slice(0, 5)}</strong>
      <small>{formatWeekday(day.day, language)}</small>
      {day.working ? (
        day.intervals.map((interval) => <small key={interval}>{interval}</small>)
      ) : (
        <small className={weekday > 4 ? undefined : 'calday-why'}>{day.name ?? t('cal.off')}</small>
      )}
      {day.provisional ? <small>({t('cal.provisional')})</small> : null}
    </li>
  );
}
