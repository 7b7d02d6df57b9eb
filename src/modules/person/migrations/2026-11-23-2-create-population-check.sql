create table person.population_verdict (
  request_key uuid primary key,
  operation text not null check (operation in ('verify', 'verify_relation')),
  verdict boolean not null,
  checked_at timestamptz not null,
  expires_at timestamptz not null
);
comment on table person.population_verdict is 'Kết quả xác minh giữ tạm, chỉ dấu vân tay của câu hỏi | class: technical | retention: 1 day | basis: Thông tư 46/2022/TT-BCA';
create index population_verdict_by_expiry on person.population_verdict (expires_at);

create table person.population_query (
  id uuid primary key,
  asked_at timestamptz not null,
  operation text not null,
  officer_code text not null,
  actor_id uuid,
  purpose_code text not null,
  case_ref text not null,
  outcome text not null
);
comment on table person.population_query is 'Nhật ký khai thác CSDL quốc gia về dân cư | class: personal | retention: 10 years | basis: Thông tư 46/2022/TT-BCA';
create index population_query_by_day on person.population_query (asked_at);
create index population_query_by_case on person.population_query (case_ref);
