-- One row per act or look, written by the use-case runner in the transaction it records. Never changed.
create table audit.entry (
  id uuid primary key,
  recorded_at timestamptz not null,
  kind text not null check (kind in ('act', 'look', 'refusal')),
  action text not null,
  actor_kind text not null,
  actor_id uuid,
  agency_id uuid,
  basis_id uuid,
  purpose text,
  event_id uuid,
  request_id text not null,
  detail jsonb not null,
  salt bytea not null,
  commitment bytea not null
);
comment on table audit.entry is 'Nhật ký kiểm toán | class: personal | retention: 20 years | basis: Luật BVDLCN 91/2025/QH15; TT 12/2022/TT-BTTTT';
create index entry_by_recorded on audit.entry (recorded_at);

-- Whom an entry is about: the person's own page "who looked at my data" reads this.
create table audit.entry_subject (
  person_id uuid not null,
  entry_id uuid not null references audit.entry (id),
  recorded_at timestamptz not null,
  primary key (person_id, recorded_at, entry_id)
);
comment on table audit.entry_subject is 'Người có dữ liệu được xem | class: personal | retention: 20 years | basis: Luật BVDLCN 91/2025/QH15';

-- What waits for a position in the chain and the tree; the sequencer deletes the row when it gives one.
create table audit.unsequenced (
  entry_id uuid primary key references audit.entry (id)
);
comment on table audit.unsequenced is 'Bản ghi chờ xếp thứ tự | class: technical | retention: 1 day | basis: vận hành';
