-- Calendars that other programs may read by a secret address (IC5). Only the secret's hash is kept; a feed that ended stays
-- as a row, which is what the audit of it refers to.
create table calendar_feed (
  tenant_id uuid not null references tenant (id),
  id uuid not null,
  secret_hash bytea not null check (octet_length(secret_hash) = 32),
  scope_kind text not null check (scope_kind in ('resource', 'client', 'location')),
  scope_id uuid not null,
  telling text not null check (telling in ('busy', 'names')),
  language text not null check (language in ('en', 'zh')),
  created_by uuid not null,
  created_at timestamptz not null default now(),
  revoked_by uuid,
  revoked_at timestamptz,
  last_read_at timestamptz,
  primary key (tenant_id, id),
  check ((revoked_by is null) = (revoked_at is null)),
  foreign key (tenant_id, created_by) references person (tenant_id, id)
);
create unique index calendar_feed_by_secret on calendar_feed (tenant_id, secret_hash);

alter table calendar_feed enable row level security;
alter table calendar_feed force row level security;
create policy own_tenant on calendar_feed
  using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)
  with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);
grant select, insert on calendar_feed to frontdesk_app;
grant update (revoked_by, revoked_at, last_read_at) on calendar_feed to frontdesk_app;
