-- Papers without owner, number and file.
create or replace view vault_pub.document with (security_invoker = true) as
  select id, kind, issued_on, issuer_agency_id, (deposited_at at time zone 'Asia/Ho_Chi_Minh')::date as deposited_day,
         revoked_on is not null as is_revoked, seen_at is not null as is_seen
    from vault.document;
