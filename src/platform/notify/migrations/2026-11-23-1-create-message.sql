create table notify.template (
  id uuid primary key,
  code text not null,
  version int not null check (version > 0),
  content jsonb not null,
  content_hash text not null,
  published_at timestamptz not null,
  unique (code, version)
);
comment on table notify.template is 'Mẫu thông báo | class: public | retention: permanent | basis: vận hành';

create table notify.message (
  id uuid primary key,
  position bigint generated always as identity,
  recipient_person_id uuid,
  recipient_staff_id uuid,
  template_id uuid not null references notify.template (id),
  params jsonb not null,
  -- what it is about, `<module>:<id>`
  about text not null,
  link text,
  dedupe_key text not null unique,
  created_at timestamptz not null,
  read_at timestamptz,
  check ((recipient_person_id is null) <> (recipient_staff_id is null))
);
comment on table notify.message is 'Thông báo trong ứng dụng | class: personal | retention: 2 years | basis: vận hành';
create index message_by_person on notify.message (recipient_person_id, position) where recipient_person_id is not null;
create index message_by_staff on notify.message (recipient_staff_id, position) where recipient_staff_id is not null;
create index message_unread_by_person on notify.message (recipient_person_id) where read_at is null;

create table notify.delivery (
  id uuid primary key,
  message_id uuid not null references notify.message (id),
  channel text not null check (channel in ('email', 'sms', 'push')),
  language text not null check (language in ('vi', 'en')),
  -- kept only as long as it is needed to send
  address text,
  address_mask text not null,
  -- unknown: it was handed over, but whether it was taken nobody can say
  state text not null check (state in ('waiting', 'sending', 'sent', 'failed', 'unknown')),
  attempts int not null default 0,
  next_at timestamptz,
  sending_since timestamptz,
  provider_id text,
  last_error text,
  created_at timestamptz not null,
  finished_at timestamptz,
  unique (message_id, channel)
);
comment on table notify.delivery is 'Gửi thông báo | class: personal | retention: 90 days | basis: vận hành';
create index delivery_by_state on notify.delivery (state, created_at);

create table notify.attempt (
  delivery_id uuid not null references notify.delivery (id),
  number int not null,
  outcome text not null check (outcome in ('accepted', 'temporary', 'permanent', 'unknown')),
  detail text,
  finished_at timestamptz not null,
  primary key (delivery_id, number)
);
comment on table notify.attempt is 'Lần gửi thông báo | class: technical | retention: 90 days | basis: vận hành';
