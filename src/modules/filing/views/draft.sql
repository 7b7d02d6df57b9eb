create or replace view filing_pub.draft with (security_invoker = true) as
  select id, procedure_code, (created_at at time zone 'Asia/Ho_Chi_Minh')::date as created_day, dossier_id is not null as is_filed
    from filing.draft;
