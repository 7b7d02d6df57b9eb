-- Any transaction may add a job; only this function may write the queue's own tables.
create function jobs.enqueue(tasks jsonb) returns void language plpgsql security definer set search_path = pg_catalog, graphile_worker as $$
declare task jsonb;
begin
  for task in select * from jsonb_array_elements(tasks) loop
    perform graphile_worker.add_job(
      identifier => task ->> 'name',
      payload => (task -> 'payload')::json,
      queue_name => task ->> 'queue',
      run_at => (task ->> 'runAt')::timestamptz,
      max_attempts => coalesce((task ->> 'maxAttempts')::int, 12),
      job_key => task ->> 'key'
    );
  end loop;
end $$;
alter function jobs.enqueue(jsonb) owner to serepok_jobs;
