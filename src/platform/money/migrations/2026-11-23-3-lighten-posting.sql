-- Entries are written only by apply_entries, which reads every account it books to and runs right after its transfer was
-- inserted: the foreign keys repeated that check and locked the rows of hot accounts. check_ledger looks for orphans.
alter table money.entry drop constraint entry_transfer_id_fkey, drop constraint entry_account_id_fkey;

create or replace function money.apply_entries(p_transfer uuid, p_phase text, p_accounts uuid[], p_amounts bigint[], p_at timestamptz)
returns void language plpgsql as $$
declare
  side record;
  held money.account_balance;
  total numeric := 0;
  seen int := 0;
  last_account uuid;
begin
  for side in
    select x.account_id, x.amount, a.shards, a.floor, a.closed_at
      from unnest(p_accounts, p_amounts) as x (account_id, amount) join money.account a on a.id = x.account_id
     order by x.account_id
  loop
    if side.account_id = last_account then
      raise exception 'a transfer names an account twice' using errcode = 'SM001';
    end if;
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
    if not found then raise exception 'the account has no balance row' using errcode = 'SM005'; end if;
    if p_phase <> 'released' and (
         side.floor = 'no_credit' and held.posted - held.pending_credit < 0
      or side.floor = 'no_debit' and held.posted + held.pending_debit > 0) then
      raise exception 'the account does not hold enough' using errcode = 'SM002';
    end if;
    total := total + side.amount;
    seen := seen + 1;
    last_account := side.account_id;
  end loop;
  if seen <> cardinality(p_accounts) then raise exception 'no such account' using errcode = 'SM005'; end if;
  if seen < 2 or seen <> cardinality(p_amounts) or total is distinct from 0 then
    raise exception 'the transfer does not balance' using errcode = 'SM001';
  end if;
  insert into money.entry (transfer_id, account_id, phase, amount, recorded_at)
    select p_transfer, x.account_id, p_phase, x.amount, p_at from unnest(p_accounts, p_amounts) as x (account_id, amount);
end $$;

create or replace function money.post_transfer(p_transfer jsonb, p_accounts uuid[], p_amounts bigint[])
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
  perform money.apply_entries(known.id, known.state, p_accounts, p_amounts, at);
  if known.reverses is not null then
    update money.transfer t set state = 'refunded' where t.id = known.reverses and t.state = 'posted';
    if not found then raise exception 'only a posted transfer is reversed' using errcode = 'SM004'; end if;
  end if;
  return query select known.id, true;
end $$;

alter function money.check_ledger() rename to check_sums;
create function money.check_ledger() returns table (problem text, subject text, detail text)
language sql stable security definer set search_path = pg_catalog, money as $$
  select s.problem, s.subject, s.detail from money.check_sums() s
  union all
  select 'entry_without_transfer', e.transfer_id::text, e.position::text
    from money.entry e where not exists (select 1 from money.transfer t where t.id = e.transfer_id)
  union all
  select 'entry_without_account', e.account_id::text, e.position::text
    from money.entry e where not exists (select 1 from money.account a where a.id = e.account_id)
$$;
alter function money.check_ledger() owner to serepok_definer;
