create table programme.meeting (
  id uuid primary key,
  held_on date not null,
  title text not null,
  number text,
  chair text not null,
  is_demonstration boolean not null,
  recorded_at timestamptz not null,
  recorded_by uuid
);
comment on table programme.meeting is 'Cuộc họp Tổ công tác | class: technical | retention: permanent | basis: Kế hoạch phối hợp 132/2023; Luật Lưu trữ 33/2024/QH15';

create table programme.decision (
  id uuid primary key,
  meeting_id uuid not null references programme.meeting (id),
  number integer not null check (number > 0),
  handbook integer references programme.model (handbook),
  text text not null,
  unique (meeting_id, number)
);
comment on table programme.decision is 'Kết luận cuộc họp | class: technical | retention: permanent | basis: Kế hoạch phối hợp 132/2023; Luật Lưu trữ 33/2024/QH15';

create table programme.task (
  id uuid primary key,
  handbook integer references programme.model (handbook),
  plan_key text unique,
  plan_unit text,
  plan_role text,
  field text,
  title text not null,
  note text not null,
  agency_id uuid not null,
  officer_id uuid,
  with_agency_ids uuid[] not null,
  start_on date,
  plan_due_on date,
  due_on date,
  state text not null check (state in ('open', 'doing', 'stuck', 'done', 'dropped')),
  stuck_reason text,
  stuck_on date,
  done_on date,
  decision_id uuid references programme.decision (id),
  is_demonstration boolean not null,
  version integer not null,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  changed_by uuid,
  search_text text not null,
  check ((state = 'done') = (done_on is not null)),
  check ((state = 'stuck') = (stuck_reason is not null))
);
comment on table programme.task is 'Việc của đơn vị trong Đề án 06 | class: technical | retention: permanent | basis: Kế hoạch phối hợp 132/2023';
create index task_by_agency on programme.task (agency_id, state);
create index task_by_model on programme.task (handbook);
create index task_by_due on programme.task (due_on);

create table programme.step (
  id uuid primary key,
  handbook integer not null references programme.model (handbook),
  number integer not null,
  text text not null,
  agency_id uuid not null,
  done_on date,
  done_by uuid,
  version integer not null,
  unique (handbook, number)
);
comment on table programme.step is 'Bước triển khai của mô hình | class: technical | retention: permanent | basis: Cẩm nang hướng dẫn triển khai 43 mô hình (2023)';

create table programme.evidence (
  id uuid primary key,
  handbook integer references programme.model (handbook),
  step_id uuid references programme.step (id),
  task_id uuid references programme.task (id),
  agency_id uuid not null,
  kind text not null check (kind in ('file', 'photo', 'figure', 'paper')),
  note text not null,
  figure numeric,
  figure_unit text,
  paper_code text,
  file_object_id uuid,
  file_name text,
  file_size integer,
  media_type text,
  is_demonstration boolean not null,
  added_at timestamptz not null,
  added_by uuid,
  withdrawn_at timestamptz,
  withdrawn_by uuid,
  check (num_nonnulls(step_id, task_id) = 1),
  check ((kind in ('file', 'photo')) = (file_object_id is not null)),
  check ((kind = 'figure') = (figure is not null)),
  check ((kind = 'paper') = (paper_code is not null))
);
comment on table programme.evidence is 'Chứng cứ của bước, của việc | class: technical | retention: permanent | basis: Kế hoạch phối hợp 132/2023';
create index evidence_by_step on programme.evidence (step_id);
create index evidence_by_task on programme.evidence (task_id);

-- Asked by one person, decided by another; one open request a task.
create table programme.extension (
  id uuid primary key,
  task_id uuid not null references programme.task (id),
  agency_id uuid not null,
  from_due_on date,
  to_due_on date not null,
  reason text not null,
  state text not null check (state in ('asked', 'approved', 'refused', 'withdrawn')),
  asked_at timestamptz not null,
  asked_by uuid not null,
  decided_at timestamptz,
  decided_by uuid,
  decision_reason text,
  check (decided_by is null or decided_by <> asked_by),
  check ((state in ('approved', 'refused')) = (decided_by is not null))
);
comment on table programme.extension is 'Đề nghị gia hạn việc | class: technical | retention: permanent | basis: Kế hoạch phối hợp 132/2023';
create unique index extension_one_open on programme.extension (task_id) where state = 'asked';
create index extension_by_task on programme.extension (task_id);

create table programme.obstacle (
  id uuid primary key,
  handbook integer not null references programme.model (handbook),
  task_id uuid references programme.task (id),
  agency_id uuid not null,
  kind text not null check (kind in ('risk', 'obstacle')),
  severity text not null check (severity in ('low', 'medium', 'high')),
  text text not null,
  proposal text not null,
  raised_on date not null,
  raised_by uuid,
  resolved_on date,
  resolution text,
  resolved_by uuid,
  check ((resolved_on is null) = (resolution is null))
);
comment on table programme.obstacle is 'Rủi ro, vướng mắc | class: technical | retention: permanent | basis: Kế hoạch phối hợp 132/2023';
create index obstacle_by_model on programme.obstacle (handbook);

create table programme.agency_plan (
  id uuid primary key,
  agency_id uuid not null,
  title text not null,
  number text not null,
  issued_on date not null,
  state text not null check (state in ('submitted', 'accepted', 'returned')),
  remark text,
  submitted_at timestamptz not null,
  submitted_by uuid,
  decided_at timestamptz,
  decided_by uuid
);
comment on table programme.agency_plan is 'Kế hoạch triển khai của đơn vị | class: technical | retention: permanent | basis: Kế hoạch phối hợp 132/2023 (III.3)';
create index agency_plan_by_unit on programme.agency_plan (agency_id);

create table programme.handover (
  id uuid primary key,
  task_id uuid not null references programme.task (id),
  from_agency_id uuid not null,
  to_agency_id uuid not null,
  since date not null,
  state text not null check (state in ('offered', 'accepted', 'redirected')),
  offered_at timestamptz not null,
  answered_at timestamptz,
  answered_by uuid,
  reason text,
  check ((state = 'offered') = (answered_at is null))
);
comment on table programme.handover is 'Bàn giao việc của đơn vị đã giải thể | class: technical | retention: permanent | basis: Kế hoạch phối hợp 132/2023';
create unique index handover_one_open on programme.handover (task_id) where state = 'offered';

create table programme.comment (
  id uuid primary key,
  handbook integer references programme.model (handbook),
  task_id uuid references programme.task (id),
  text text not null,
  at timestamptz not null,
  by uuid not null,
  check (handbook is not null or task_id is not null)
);
comment on table programme.comment is 'Ý kiến trao đổi | class: technical | retention: permanent | basis: Kế hoạch phối hợp 132/2023';
create index comment_by_task on programme.comment (task_id);
create index comment_by_model on programme.comment (handbook);

create table programme.event (
  id uuid primary key,
  at timestamptz not null,
  actor_id uuid,
  type text not null,
  handbook integer,
  task_id uuid,
  agency_id uuid,
  by_own_agency boolean not null,
  before jsonb,
  after jsonb
);
comment on table programme.event is 'Lịch sử điều hành Đề án 06 | class: technical | retention: permanent | basis: Kế hoạch phối hợp 132/2023; Luật Lưu trữ 33/2024/QH15';
create index event_by_task on programme.event (task_id, at);
create index event_by_model on programme.event (handbook, at);
create index event_by_agency on programme.event (agency_id, at);

-- Takes an offered task over: the row still belongs to the agency that is no more, so row-level security would refuse
-- the successor. Only the successor's responsible officer, or the secretary, and only while the offer is open.
create function programme.take_over(wanted uuid, target uuid, instant timestamptz, actor uuid) returns boolean
language sql volatile security definer set search_path = pg_catalog, programme, access as $$
  update programme.task t
     set agency_id = target, version = t.version + 1, changed_at = instant, changed_by = actor
    from programme.handover h
   where h.id = wanted and h.state = 'offered' and t.id = h.task_id
     and (access.has_role('programme-secretary') or access.has_role('system')
          or (target = h.to_agency_id and target = any (access.agencies('programme-lead'))))
  returning true
$$;
alter function programme.take_over(uuid, uuid, timestamptz, uuid) owner to serepok_definer;
grant select, update on programme.task to serepok_definer;
grant select on programme.handover to serepok_definer;
