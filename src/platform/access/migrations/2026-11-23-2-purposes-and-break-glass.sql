-- Who may declare a purpose, for how long, over how many persons, and which data it opens.
alter table access.purpose
  add column kind text not null default 'purpose' check (kind in ('purpose', 'break_glass')),
  add column roles text[] not null default '{}',
  add column covers text[] not null default '{}',
  add column minutes int not null default 60 check (minutes between 5 and 1440),
  add column most_subjects int not null default 20 check (most_subjects between 1 and 1000),
  add column verified boolean not null default false,
  add column note text;
comment on column access.purpose.roles is 'Vai trò được khai; rỗng là mọi cán bộ';
comment on column access.purpose.covers is 'Dữ liệu được xem';

alter table access.basis
  add column covers text[],
  add column reference text,
  add column most_subjects int,
  add column approved_at timestamptz,
  add column refused_by uuid,
  add column refused_at timestamptz,
  add column refusal_reason text,
  add constraint basis_second_person check (approved_by is null or approved_by <> actor_id),
  add constraint basis_second_refuser check (refused_by is null or refused_by <> actor_id);
comment on column access.basis.covers is 'Dữ liệu được xem trên căn cứ này; null là không giới hạn';
comment on column access.basis.reference is 'Văn bản, vụ việc mà cán bộ nêu';
create index basis_by_actor on access.basis (actor_id, opened_at desc) where kind in ('purpose', 'break_glass');
create index basis_break_glass on access.basis (opened_at desc) where kind = 'break_glass';

alter table access.basis_subject add column label text;
comment on column access.basis_subject.label is 'Họ tên như cán bộ nêu khi khai';
