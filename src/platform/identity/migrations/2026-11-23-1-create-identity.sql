-- A citizen's or an organisation's sign-in account: who VNeID said it was, linked to the register's person.
create table identity.account (
  id uuid primary key,
  person_id uuid not null,
  organisation_id uuid,
  subject_hash bytea not null unique,
  created_at timestamptz not null,
  last_signed_in_at timestamptz not null
);
comment on table identity.account is 'Tài khoản công dân, tổ chức | class: personal | retention: while used, then 5 years | basis: NĐ 69/2024/NĐ-CP';
create index account_by_person on identity.account (person_id);

-- An officer's account; its id is the staff id of the office register. Roles are not kept here: they come from terms of office.
create table identity.staff_account (
  id uuid primary key,
  person_id uuid,
  login_name text not null unique check (login_name = lower(login_name)),
  display_name text not null,
  password_hash text,
  password_changed_at timestamptz,
  totp_sealed bytea,
  totp_last_step bigint,
  vneid_allowed boolean not null default false,
  created_at timestamptz not null,
  disabled_at timestamptz
);
comment on table identity.staff_account is 'Tài khoản cán bộ | class: personal | retention: term of office and 10 years | basis: TT 12/2022/TT-BTTTT';
create unique index staff_account_by_person on identity.staff_account (person_id) where person_id is not null;

create table identity.passkey (
  id uuid primary key,
  account_id uuid not null references identity.staff_account (id),
  credential_id text not null unique,
  public_key bytea not null,
  counter bigint not null,
  transports text[] not null,
  name text not null,
  is_backed_up boolean not null,
  created_at timestamptz not null,
  last_used_at timestamptz
);
comment on table identity.passkey is 'Khóa truy cập (passkey) | class: personal | retention: while the account exists | basis: TT 12/2022/TT-BTTTT';
create index passkey_by_account on identity.passkey (account_id);

-- The cookie holds a random token; only its hash is here.
create table identity.session (
  id uuid primary key,
  token_hash bytea not null unique,
  kind text not null check (kind in ('citizen', 'staff')),
  account_id uuid not null,
  person_id uuid,
  organisation_id uuid,
  acting_person_id uuid,
  acting_organisation_id uuid,
  display_name text not null,
  evidence text not null,
  account_level int,
  auth_level int,
  methods text[] not null,
  upstream_sid text,
  upstream_token_sealed bytea,
  device text not null,
  started_at timestamptz not null,
  authenticated_at timestamptz not null,
  last_seen_at timestamptz not null,
  idle_until timestamptz not null,
  absolute_until timestamptz not null,
  ended_at timestamptz,
  ended_why text check (ended_why in ('signed_out', 'rotated', 'revoked', 'upstream', 'recovered', 'expired')),
  check ((ended_at is null) = (ended_why is null))
);
comment on table identity.session is 'Phiên đăng nhập | class: personal | retention: 90 days after it ended | basis: TT 12/2022/TT-BTTTT';
create index session_by_account on identity.session (account_id) where ended_at is null;
create index session_by_upstream on identity.session (upstream_sid) where upstream_sid is not null;

-- A sign-in under way: bound to one browser, used once, soon over.
create table identity.flow (
  id uuid primary key,
  kind text not null check (kind in ('vneid', 'office', 'officer')),
  browser_hash bytea not null,
  lookup_hash bytea unique,
  content_sealed bytea not null,
  account_id uuid,
  methods text[] not null default '{}',
  challenge text,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  consumed_at timestamptz
);
comment on table identity.flow is 'Lượt đăng nhập đang thực hiện | class: technical | retention: 1 day | basis: vận hành';
create index flow_by_expiry on identity.flow (expires_at);

create table identity.throttle (
  key_hash bytea primary key,
  failures int not null,
  first_failed_at timestamptz not null,
  locked_until timestamptz
);
comment on table identity.throttle is 'Chống dò mật khẩu | class: technical | retention: 1 day | basis: TT 12/2022/TT-BTTTT';

-- A one-time right to set new means of sign-in: for a new officer, or after two administrators agreed on a recovery.
create table identity.enrolment (
  id uuid primary key,
  account_id uuid not null references identity.staff_account (id),
  ticket_hash bytea unique,
  reason text not null,
  requested_by uuid,
  approved_by uuid,
  totp_sealed bytea,
  challenge text,
  created_at timestamptz not null,
  approved_at timestamptz,
  expires_at timestamptz not null,
  used_at timestamptz,
  check (approved_by is null or approved_by <> requested_by)
);
comment on table identity.enrolment is 'Cấp lại phương tiện đăng nhập | class: personal | retention: 10 years | basis: TT 12/2022/TT-BTTTT';
create index enrolment_by_account on identity.enrolment (account_id);

-- What the OpenID Connect provider keeps: interactions, codes, grants, tokens, its own sessions.
create table identity.oidc_artifact (
  model text not null,
  id text not null,
  payload_sealed bytea not null,
  grant_id text,
  account_id text,
  uid text,
  user_code text,
  consumed_at timestamptz,
  expires_at timestamptz not null,
  primary key (model, id)
);
comment on table identity.oidc_artifact is 'Dữ liệu tạm của máy chủ OpenID Connect | class: technical | retention: until expired | basis: vận hành';
create index oidc_artifact_by_grant on identity.oidc_artifact (grant_id) where grant_id is not null;
create index oidc_artifact_by_account on identity.oidc_artifact (account_id) where account_id is not null;
create index oidc_artifact_by_uid on identity.oidc_artifact (model, uid) where uid is not null;
create index oidc_artifact_by_expiry on identity.oidc_artifact (expires_at);

create table identity.signing_key (
  kid text primary key,
  private_sealed bytea not null,
  created_at timestamptz not null,
  signs_from timestamptz not null,
  signs_to timestamptz not null,
  shown_to timestamptz not null,
  check (signs_from < signs_to and signs_to <= shown_to)
);
comment on table identity.signing_key is 'Khóa ký mã thông báo | class: technical | retention: until shown_to and 1 year | basis: vận hành';

-- Tokens of a back-channel logout are taken once.
create table identity.seen_token (
  token_hash bytea primary key,
  seen_at timestamptz not null
);
comment on table identity.seen_token is 'Mã thông báo đã dùng | class: technical | retention: 1 day | basis: RFC 7519';
