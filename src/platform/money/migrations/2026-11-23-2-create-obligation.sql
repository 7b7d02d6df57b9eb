create table money.obligation (
  id uuid primary key,
  open_key text not null unique,
  code text not null unique,
  kind text not null,
  -- what it is for, `<module>:<id>`
  reference text not null,
  payer_person_id uuid,
  payer_organisation_id uuid,
  agency_id uuid not null,
  bank_account_id uuid not null references money.account (id),
  income_account_id uuid not null references money.account (id),
  amount bigint not null check (amount > 0),
  received bigint not null default 0 check (received between 0 and amount),
  channel text not null,
  fee_rule text not null,
  description text not null,
  state text not null check (state in ('open', 'short', 'paid', 'cancelled', 'refunded')),
  opened_at timestamptz not null,
  expires_at timestamptz,
  paid_at timestamptz,
  closed_at timestamptz,
  check (state <> 'paid' or received = amount),
  check (state <> 'short' or received between 1 and amount - 1)
);
comment on table money.obligation is 'Khoản phải nộp | class: personal | retention: 10 years | basis: Luật Phí và lệ phí 97/2015/QH13';
create index obligation_by_reference on money.obligation (reference);
create index obligation_by_payer on money.obligation (payer_person_id, opened_at);
create index obligation_open_by_account on money.obligation (bank_account_id, amount) where state in ('open', 'short');

create table money.payment_intent (
  id uuid primary key,
  obligation_id uuid not null references money.obligation (id),
  amount bigint not null check (amount > 0),
  vietqr text not null,
  bank_intent_id text,
  created_at timestamptz not null,
  registered_at timestamptz
);
comment on table money.payment_intent is 'Mã thanh toán VietQR | class: technical | retention: 2 years | basis: vận hành';
create index payment_intent_by_obligation on money.payment_intent (obligation_id, created_at);

create table money.bank_notice (
  id uuid primary key,
  notice_id text not null,
  account text not null,
  amount bigint not null check (amount > 0),
  description text not null,
  occurred_at timestamptz not null,
  reference text not null,
  source text not null check (source in ('webhook', 'statement')),
  content_hash text not null,
  received_at timestamptz not null,
  state text not null check (state in ('received', 'matched', 'short', 'over', 'unknown', 'duplicate', 'conflict', 'resolved')),
  reason text,
  obligation_id uuid references money.obligation (id),
  agency_id uuid,
  transfer_id uuid,
  resolution text,
  resolved_at timestamptz,
  resolved_by uuid,
  unique (notice_id, content_hash)
);
comment on table money.bank_notice is 'Báo có của ngân hàng | class: personal | retention: 10 years | basis: Luật Kế toán 88/2015/QH13 Đ.41';
create index bank_notice_by_reference on money.bank_notice (reference, account);
create index bank_notice_by_day on money.bank_notice (account, occurred_at);
create index bank_notice_waiting on money.bank_notice (state, received_at);

-- What each movement did for its obligation; its sum is what was received.
create table money.payment (
  id uuid primary key,
  obligation_id uuid not null references money.obligation (id),
  notice_id uuid references money.bank_notice (id),
  method text not null check (method in ('transfer', 'cash')),
  amount bigint not null check (amount > 0),
  applied bigint not null check (applied >= 0),
  transfer_id uuid not null,
  received_at timestamptz not null,
  recorded_by uuid,
  check (applied <= amount)
);
comment on table money.payment is 'Lần nộp tiền | class: personal | retention: 10 years | basis: Luật Kế toán 88/2015/QH13 Đ.41';
create index payment_by_obligation on money.payment (obligation_id, received_at);

create table money.refund (
  id uuid primary key,
  obligation_id uuid references money.obligation (id),
  notice_id uuid references money.bank_notice (id),
  agency_id uuid,
  method text not null check (method in ('transfer', 'cash')),
  amount bigint not null check (amount > 0),
  reason text not null,
  -- the bank's number of the payment that goes back
  bank_reference text,
  bank_account text,
  debit_account_id uuid not null references money.account (id),
  credit_account_id uuid not null references money.account (id),
  state text not null check (state in ('due', 'done', 'failed')),
  failure text,
  transfer_id uuid,
  created_at timestamptz not null,
  created_by uuid,
  done_at timestamptz,
  -- when the bank booked it
  bank_at timestamptz
);
comment on table money.refund is 'Hoàn tiền | class: personal | retention: 10 years | basis: Luật Kế toán 88/2015/QH13 Đ.41';
create index refund_by_state on money.refund (state, created_at);
create index refund_by_obligation on money.refund (obligation_id) where obligation_id is not null;

create table money.reconciliation (
  id uuid primary key,
  day date not null,
  account text not null,
  agreed int not null,
  bank_total bigint not null,
  book_total bigint not null,
  state text not null check (state in ('agreed', 'differs')),
  differences jsonb not null,
  run_at timestamptz not null
);
comment on table money.reconciliation is 'Đối soát hằng ngày | class: technical | retention: 10 years | basis: Luật Kế toán 88/2015/QH13 Đ.41';
create index reconciliation_by_day on money.reconciliation (day, account, run_at);
