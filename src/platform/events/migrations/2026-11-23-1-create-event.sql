-- The outbox: what happened, for other modules. The record of a case lies with its module.
create table events.event (
  id uuid primary key,
  type text not null,
  stream_id uuid not null,
  occurred_at timestamptz not null,
  actor_kind text not null,
  actor_id uuid,
  basis_id uuid,
  request_id text not null,
  subjects uuid[] not null default '{}',
  data jsonb not null
);
comment on table events.event is 'Sự kiện | class: personal | retention: 10 years | basis: vận hành';
create index event_by_stream on events.event (stream_id, id);
create index event_by_type on events.event (type, id);

-- One row per consumer: idempotent delivery, and what an operator sees.
create table events.delivery (
  event_id uuid not null references events.event (id),
  consumer text not null,
  delivered_at timestamptz not null,
  primary key (event_id, consumer)
);
comment on table events.delivery is 'Sự kiện đã giao | class: technical | retention: 1 year | basis: vận hành';
