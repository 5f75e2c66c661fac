-- Time that somebody is deciding about. Its claims lie with all others, so that the one constraint covers them (HD1). The
-- row outlives the hold for an hour, so that a message that comes late or twice finds out that it is over (HD2).
create table hold (
  tenant_id uuid not null,
  id uuid not null,
  token_hash bytea not null check (octet_length(token_hash) = 32),
  desk_id uuid not null,
  actor_id uuid not null,
  -- The appointment that is being moved.
  appointment_id uuid,
  -- What is held, for the screens. The rows of `claim` leave out what the moved appointment keeps anyway (HD7).
  claims jsonb not null,
  placed_at_ms bigint not null,
  expires_at_ms bigint not null,
  ended_at_ms bigint,
  primary key (tenant_id, id),
  foreign key (tenant_id, desk_id) references desk (tenant_id, id),
  -- Extended ones last longer than the longest setting, but none is ever granted for more than that ahead.
  check (placed_at_ms <= expires_at_ms)
);
create index hold_by_expiry on hold (tenant_id, expires_at_ms);

alter table hold enable row level security;
alter table hold force row level security;
create policy own_tenant on hold using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)
  with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);
grant select, insert, update, delete on hold to frontdesk_app;

-- For how long a slot is held for whoever chose it.
alter table tenant add column hold_minutes integer not null default 5 check (hold_minutes between 1 and 15);
grant update (hold_minutes) on tenant to frontdesk_app;
