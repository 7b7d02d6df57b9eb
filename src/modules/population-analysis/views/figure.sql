-- Released figures of the population by instant; value null: not named.
create or replace view population_analysis_pub.figure with (security_invoker = true) as
  select s.day, s.taken_at, f.snapshot_id, f.place_code, f.measure, f.category, f.sex, f.value
    from population_analysis.figure f join population_analysis.snapshot s on s.id = f.snapshot_id;
