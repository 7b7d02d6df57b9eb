-- What an operator may know of jobs that failed: no payload, of the error its first line.
create function operations.failed_jobs(most int)
returns table (id bigint, task text, about text, attempts int, most_attempts int, error text, created_at timestamptz, last_at timestamptz, next_at timestamptz)
language plpgsql stable security definer set search_path = pg_catalog, graphile_worker, access as $$
begin
  if not access.has_role('operator') and access.actor_kind() <> 'system' then return; end if;
  return query
    select j.id, j.task_identifier, j.key, j.attempts::int, j.max_attempts::int,
           left(split_part(coalesce(j.last_error, ''), E'\n', 1), 300), j.created_at, j.updated_at,
           case when j.attempts < j.max_attempts then j.run_at end
      from graphile_worker.jobs j
     where j.attempts > 0 and j.last_error is not null and j.locked_at is null
     order by (j.attempts >= j.max_attempts) desc, j.updated_at desc
     limit least(greatest(most, 1), 500);
end $$;
alter function operations.failed_jobs(int) owner to serepok_jobs;

-- Runs a failed job again from its first attempt, at once; false when there is none such.
create function operations.retry_job(wanted bigint) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, graphile_worker, access as $$
begin
  if not access.has_role('operator') then return false; end if;
  perform from graphile_worker.jobs j where j.id = wanted and j.attempts > 0 and j.locked_at is null;
  if not found then return false; end if;
  perform graphile_worker.reschedule_jobs(array[wanted], run_at => nullif(current_setting('app.now', true), '')::timestamptz, attempts => 0);
  return true;
end $$;
alter function operations.retry_job(bigint) owner to serepok_jobs;

-- Takes a failed job out of the queue for good; answers what it was, nothing when there is none such.
create function operations.end_job(wanted bigint) returns table (task text, about text, error text)
language plpgsql volatile security definer set search_path = pg_catalog, graphile_worker, access as $$
begin
  if not access.has_role('operator') then return; end if;
  return query
    select j.task_identifier, j.key, left(split_part(coalesce(j.last_error, ''), E'\n', 1), 300)
      from graphile_worker.jobs j
     where j.id = wanted and j.attempts >= j.max_attempts and j.locked_at is null;
  if found then perform graphile_worker.complete_jobs(array[wanted]); end if;
end $$;
alter function operations.end_job(bigint) owner to serepok_jobs;

create table operations.ended_job (
  id uuid primary key,
  job_id bigint not null,
  task text not null,
  about text,
  error text not null,
  reason text not null,
  ended_by uuid not null,
  ended_at timestamptz not null
);
comment on table operations.ended_job is 'Việc nền đã bỏ, kèm lý do | class: technical | retention: 5 years | basis: vận hành';
create index ended_job_by_time on operations.ended_job (ended_at desc);
