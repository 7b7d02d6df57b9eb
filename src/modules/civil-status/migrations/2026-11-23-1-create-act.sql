create table civil_status.book (
  kind text not null check (kind in ('birth', 'marriage', 'death')),
  place_code text not null,
  year int not null,
  last_number int not null,
  primary key (kind, place_code, year)
);
comment on table civil_status.book is 'Sổ hộ tịch: số cuối cùng đã vào sổ | class: technical | retention: permanent | basis: Luật Hộ tịch 60/2014/QH13 Đ.12';

create table civil_status.act (
  id uuid primary key,
  kind text not null check (kind in ('birth', 'marriage', 'death')),
  place_code text not null,
  book_year int not null,
  number int not null,
  registered_on date not null,
  event_on date,
  agency_name text not null,
  subject_id uuid not null,
  partner_id uuid,
  content jsonb not null,
  state text not null check (state in ('valid', 'cancelled')),
  cancelled_on date,
  cancelled_reason text,
  recorded_at timestamptz not null,
  check ((state = 'cancelled') = (cancelled_on is not null)),
  check (kind <> 'marriage' or partner_id is not null)
);
comment on table civil_status.act is 'Việc hộ tịch đã đăng ký | class: sensitive | retention: permanent | basis: Luật Hộ tịch 60/2014/QH13';
comment on column civil_status.act.content is 'Nội dung ghi trong sổ, như đã ghi, để sao trích lục';
create unique index act_by_number on civil_status.act (kind, place_code, book_year, number);
create index act_by_subject on civil_status.act (subject_id);
create index act_by_partner on civil_status.act (partner_id) where partner_id is not null;
