-- Double entry: debit above zero, credit below. Only the two functions below write; entries are never changed.
create table money.account (
  id uuid primary key,
  code text not null unique,
  kind text not null check (kind in ('asset', 'liability', 'income', 'expense')),
  name text not null,
  agency_id uuid,
  owner_person_id uuid,
  owner_organisation_id uuid,
  bank_bin text,
  bank_account text,
  -- no_credit: never below zero (cash in hand); no_debit: never above zero (a wallet we owe)
  floor text not null check (floor in ('none', 'no_debit', 'no_credit')),
  -- a hot account keeps its balance in several rows, so that transfers do not wait for one another
  shards int not null check (shards between 1 and 64),
  visibility text not null check (visibility in ('public', 'owner')),
  opened_at timestamptz not null,
  closed_at timestamptz,
  check (floor = 'none' or shards = 1)
);
comment on table money.account is 'Tài khoản sổ cái | class: personal | retention: 10 years | basis: Luật Kế toán 88/2015/QH13 Đ.41';
create index account_by_owner on money.account (owner_person_id) where owner_person_id is not null;

create table money.account_balance (
  account_id uuid not null references money.account (id),
  shard int not null,
  posted bigint not null default 0,
  pending_debit bigint not null default 0,
  pending_credit bigint not null default 0,
  primary key (account_id, shard)
) with (fillfactor = 50);
comment on table money.account_balance is 'Số dư tài khoản | class: personal | retention: 10 years | basis: Luật Kế toán 88/2015/QH13 Đ.41';

create table money.transfer (
  id uuid primary key,
  idempotency_key text not null unique,
  content_hash text not null,
  kind text not null,
  state text not null check (state in ('pending', 'posted', 'voided', 'refunded')),
  reference text not null,
  obligation_id uuid,
  reverses uuid references money.transfer (id),
  occurred_at timestamptz not null,
  recorded_at timestamptz not null,
  settled_at timestamptz,
  actor_id uuid
);
comment on table money.transfer is 'Bút toán | class: personal | retention: 10 years | basis: Luật Kế toán 88/2015/QH13 Đ.41';
create unique index transfer_reversed_once on money.transfer (reverses) where reverses is not null;
create index transfer_by_obligation on money.transfer (obligation_id) where obligation_id is not null;

create table money.entry (
  position bigint generated always as identity primary key,
  transfer_id uuid not null references money.transfer (id),
  account_id uuid not null references money.account (id),
  -- pending holds, released lifts the hold (opposite sign), posted counts
  phase text not null check (phase in ('pending', 'released', 'posted')),
  amount bigint not null check (amount <> 0),
  recorded_at timestamptz not null
);
comment on table money.entry is 'Định khoản | class: personal | retention: 10 years | basis: Luật Kế toán 88/2015/QH13 Đ.41';
create index entry_by_account on money.entry (account_id, position);
create index entry_by_transfer on money.entry (transfer_id);

create function money.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'the ledger is append-only' using errcode = 'SM006';
end $$;
create trigger entry_is_append_only before update or delete on money.entry for each row execute function money.refuse_change();
create trigger entry_is_not_truncated before truncate on money.entry for each statement execute function money.refuse_change();

-- Writes the entries of one phase and moves the balances, always in the order of account ids.
create function money.apply_entries(p_transfer uuid, p_phase text, p_accounts uuid[], p_amounts bigint[], p_at timestamptz)
returns void language plpgsql as $$
declare
  side record;
  held money.account_balance;
begin
  if cardinality(p_accounts) < 2 or cardinality(p_accounts) <> cardinality(p_amounts)
     or (select sum(amount::numeric) from unnest(p_amounts) as amount) is distinct from 0
     or (select count(distinct account_id) from unnest(p_accounts) as account_id) <> cardinality(p_accounts) then
    raise exception 'the transfer does not balance' using errcode = 'SM001';
  end if;
  insert into money.entry (transfer_id, account_id, phase, amount, recorded_at)
    select p_transfer, x.account_id, p_phase, x.amount, p_at from unnest(p_accounts, p_amounts) as x (account_id, amount)
     order by x.account_id;
  for side in
    select x.account_id, x.amount, a.shards, a.floor, a.closed_at
      from unnest(p_accounts, p_amounts) as x (account_id, amount) join money.account a on a.id = x.account_id
     order by x.account_id
  loop
    if side.closed_at is not null and p_phase <> 'released' then
      raise exception 'the account is closed' using errcode = 'SM005';
    end if;
    update money.account_balance b
       set posted = b.posted + case when p_phase = 'posted' then side.amount else 0 end,
           pending_debit = b.pending_debit + case
             when p_phase = 'pending' and side.amount > 0 or p_phase = 'released' and side.amount < 0 then side.amount else 0 end,
           pending_credit = b.pending_credit - case
             when p_phase = 'pending' and side.amount < 0 or p_phase = 'released' and side.amount > 0 then side.amount else 0 end
     where b.account_id = side.account_id and b.shard = abs(hashtext(p_transfer::text) % side.shards)
    returning * into held;
    if p_phase <> 'released' and (
         side.floor = 'no_credit' and held.posted - held.pending_credit < 0
      or side.floor = 'no_debit' and held.posted + held.pending_debit > 0) then
      raise exception 'the account does not hold enough' using errcode = 'SM002';
    end if;
  end loop;
end $$;

-- Records a transfer once per idempotency key. Returns whether it is new.
create function money.post_transfer(p_transfer jsonb, p_accounts uuid[], p_amounts bigint[])
returns table (id uuid, is_new boolean) language plpgsql security definer set search_path = pg_catalog, money as $$
declare
  known money.transfer;
  at timestamptz := (p_transfer ->> 'recordedAt')::timestamptz;
begin
  insert into money.transfer as t (id, idempotency_key, content_hash, kind, state, reference, obligation_id, reverses, occurred_at, recorded_at, settled_at, actor_id)
  values ((p_transfer ->> 'id')::uuid, p_transfer ->> 'key', p_transfer ->> 'hash', p_transfer ->> 'kind', p_transfer ->> 'state',
          p_transfer ->> 'reference', (p_transfer ->> 'obligationId')::uuid, (p_transfer ->> 'reverses')::uuid,
          (p_transfer ->> 'occurredAt')::timestamptz, at, case when p_transfer ->> 'state' = 'posted' then at end, access.actor_id())
  on conflict (idempotency_key) do nothing returning t.* into known;
  if known.id is null then
    select * into known from money.transfer t where t.idempotency_key = p_transfer ->> 'key';
    if known.content_hash is distinct from p_transfer ->> 'hash' then
      raise exception 'the key was used for another transfer' using errcode = 'SM003';
    end if;
    return query select known.id, false;
    return;
  end if;
  if known.state not in ('pending', 'posted') then
    raise exception 'a transfer begins pending or posted' using errcode = 'SM004';
  end if;
  if (select count(*) from money.account a where a.id = any (p_accounts)) <> cardinality(p_accounts) then
    raise exception 'no such account' using errcode = 'SM005';
  end if;
  perform money.apply_entries(known.id, known.state, p_accounts, p_amounts, at);
  if known.reverses is not null then
    update money.transfer t set state = 'refunded' where t.id = known.reverses and t.state = 'posted';
    if not found then raise exception 'only a posted transfer is reversed' using errcode = 'SM004'; end if;
  end if;
  return query select known.id, true;
end $$;

-- Posts or voids a pending transfer; doing the same twice is harmless, doing the opposite is refused.
create function money.settle_transfer(p_id uuid, p_state text, p_at timestamptz)
returns void language plpgsql security definer set search_path = pg_catalog, money as $$
declare
  known money.transfer;
  accounts uuid[];
  amounts bigint[];
begin
  select * into known from money.transfer t where t.id = p_id for update;
  if known.id is null then raise exception 'no such transfer' using errcode = 'SM005'; end if;
  if known.state = p_state then return; end if;
  if known.state <> 'pending' or p_state not in ('posted', 'voided') then
    raise exception 'the transfer is %', known.state using errcode = 'SM004';
  end if;
  select array_agg(e.account_id order by e.account_id), array_agg(e.amount order by e.account_id) into accounts, amounts
    from money.entry e where e.transfer_id = p_id and e.phase = 'pending';
  perform money.apply_entries(p_id, 'released', accounts, (select array_agg(-a order by n) from unnest(amounts) with ordinality as x (a, n)), p_at);
  if p_state = 'posted' then perform money.apply_entries(p_id, 'posted', accounts, amounts, p_at); end if;
  update money.transfer t set state = p_state, settled_at = p_at where t.id = p_id;
end $$;

-- Opens an account once per code; returns its id.
create function money.open_account(p jsonb) returns uuid language plpgsql security definer set search_path = pg_catalog, money as $$
declare found_id uuid;
begin
  insert into money.account as a (id, code, kind, name, agency_id, owner_person_id, owner_organisation_id, bank_bin, bank_account, floor, shards, visibility, opened_at)
  values ((p ->> 'id')::uuid, p ->> 'code', p ->> 'kind', p ->> 'name', (p ->> 'agencyId')::uuid, (p ->> 'ownerPersonId')::uuid,
          (p ->> 'ownerOrganisationId')::uuid, p ->> 'bankBin', p ->> 'bankAccount', p ->> 'floor', (p ->> 'shards')::int,
          p ->> 'visibility', (p ->> 'openedAt')::timestamptz)
  on conflict (code) do nothing returning a.id into found_id;
  if found_id is null then
    select a.id into found_id from money.account a where a.code = p ->> 'code';
    return found_id;
  end if;
  insert into money.account_balance (account_id, shard) select found_id, n from generate_series(0, (p ->> 'shards')::int - 1) as n;
  return found_id;
end $$;

-- What is wrong in the ledger, one row per fault; none when it is sound.
create function money.check_ledger() returns table (problem text, subject text, detail text)
language sql stable security definer set search_path = pg_catalog, money as $$
  select 'transfer_unbalanced', e.transfer_id::text, e.phase || ' ' || sum(e.amount::numeric)
    from money.entry e group by e.transfer_id, e.phase having sum(e.amount::numeric) <> 0
  union all
  select 'balance_differs', a.code,
         format('posted %s/%s, held debit %s/%s, held credit %s/%s', b.posted, coalesce(e.posted, 0), b.debit, coalesce(e.debit, 0), b.credit, coalesce(e.credit, 0))
    from (select account_id, sum(posted) as posted, sum(pending_debit) as debit, sum(pending_credit) as credit
            from money.account_balance group by account_id) b
    join money.account a on a.id = b.account_id
    left join (select account_id,
                 coalesce(sum(amount::numeric) filter (where phase = 'posted'), 0) as posted,
                 coalesce(sum(amount::numeric) filter (where phase = 'pending' and amount > 0 or phase = 'released' and amount < 0), 0) as debit,
                 -coalesce(sum(amount::numeric) filter (where phase = 'pending' and amount < 0 or phase = 'released' and amount > 0), 0) as credit
            from money.entry group by account_id) e on e.account_id = b.account_id
   where (b.posted, b.debit, b.credit) is distinct from (coalesce(e.posted, 0), coalesce(e.debit, 0), coalesce(e.credit, 0))
  union all
  select 'state_differs', t.id::text, t.state
    from money.transfer t left join money.entry e on e.transfer_id = t.id
   group by t.id, t.state
  having (t.state in ('posted', 'refunded')) <> (count(*) filter (where e.phase = 'posted') > 0)
      or (t.state = 'voided') and count(*) filter (where e.phase = 'released') = 0
      or (t.state = 'pending') and count(*) filter (where e.phase = 'released') > 0
      or count(e.position) = 0
$$;

grant select, insert on money.account, money.entry to serepok_definer;
grant select, insert, update on money.account_balance, money.transfer to serepok_definer;
grant usage on schema access to serepok_definer;
alter function money.post_transfer(jsonb, uuid[], bigint[]) owner to serepok_definer;
alter function money.settle_transfer(uuid, text, timestamptz) owner to serepok_definer;
alter function money.open_account(jsonb) owner to serepok_definer;
alter function money.check_ledger() owner to serepok_definer;
