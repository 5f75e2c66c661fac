-- Appointments that recur: one document each. Their occurrences are worked out of it; only what happened to one is an
-- appointment. What occurrences hold lies in `claim` under their own ids, up to where the document says.
create table series (
  tenant_id uuid not null,
  id uuid not null,
  doc jsonb not null,
  version integer not null generated always as ((doc ->> 'version')::integer) stored,
  xid xid8 not null,
  claimed_until_ms bigint not null generated always as ((doc ->> 'claimedUntil')::bigint) stored,
  is_ended boolean not null generated always as ((doc -> 'isEnded')::boolean) stored,
  primary key (tenant_id, id),
  check ((doc ->> 'id')::uuid = id),
  check (version >= 1)
);
create index series_feed on series (tenant_id, xid, id);
-- What the job looks for: series whose claims end soon (SR4).
create index series_by_horizon on series (tenant_id, claimed_until_ms) where not is_ended;
create trigger stamp_xid before insert or update on series for each row execute function stamp_xid();

alter table series enable row level security;
alter table series force row level security;
create policy own_tenant on series
  using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)
  with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);
grant select, insert, update on series to frontdesk_app;

-- The zone tables by which claims were last worked out of the rules: with others they are worked out anew (SR5).
alter table server_state add column zone_rules text;
grant update (zone_rules) on server_state to frontdesk_app;
