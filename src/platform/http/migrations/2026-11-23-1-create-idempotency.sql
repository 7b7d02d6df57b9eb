-- The answer to a POST with an Idempotency-Key, kept in the transaction that did the work.
create table http.idempotency (
  actor text not null,
  key text not null,
  request_hash bytea not null,
  status int,
  body jsonb,
  created_at timestamptz not null,
  primary key (actor, key)
);
comment on table http.idempotency is 'Khóa chống lặp yêu cầu | class: technical | retention: 30 days | basis: vận hành';
