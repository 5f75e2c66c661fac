-- Leave of a resource. What is approved holds its time in `claim`, as a block does.
create table time_off (
  tenant_id uuid not null,
  id uuid not null,
  doc jsonb not null,
  version integer not null generated always as ((doc ->> 'version')::integer) stored,
  xid xid8 not null,
  primary key (tenant_id, id),
  check ((doc ->> 'id')::uuid = id),
  check (version >= 1)
);
create index time_off_feed on time_off (tenant_id, xid, id);
create trigger stamp_xid before insert or update on time_off for each row execute function stamp_xid();

alter table time_off enable row level security;
alter table time_off force row level security;
create policy own_tenant on time_off
  using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)
  with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);
grant select, insert, update on time_off to frontdesk_app;
