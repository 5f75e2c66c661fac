-- The audit as a chain (AU1 to AU4 in server/authority/SPEC.md): one row for each command and for each note of who read what,
-- numbered a tenant without a gap, each with a hash over what it says and over the row before it.
create table audit (
  tenant_id uuid not null,
  position bigint not null check (position >= 1),
  recorded_at timestamptz not null,
  -- What it is about: a command, or what is said here.
  command_id uuid,
  note jsonb,
  previous_hash bytea not null check (octet_length(previous_hash) = 32),
  hash bytea not null check (octet_length(hash) = 32),
  primary key (tenant_id, position),
  unique (tenant_id, command_id),
  check ((command_id is null) <> (note is null))
);
-- What is noted once an hour, whichever server is asked (AU6).
create unique index audit_once on audit (tenant_id, (note ->> 'once')) where note is not null;

create function micros(moment timestamptz) returns bigint
  language sql stable parallel safe
  return (extract(epoch from moment) * 1000000)::bigint;

-- The next row of the chain: about a command, or with a note. Who has the lock has it until the commit, and what is read
-- after it was committed before it (F9). The text that is hashed is also in server/authority/audit/chain-hash.ts.
create function audit_append(tenant uuid, it command, said jsonb) returns void
  language plpgsql
as $$
declare
  place bigint;
  previous bytea;
  moment timestamptz;
begin
  perform pg_advisory_xact_lock(hashtextextended('frontdesk audit ' || tenant, 0));
  select position + 1, hash into place, previous from audit where tenant_id = tenant order by position desc limit 1;
  if not found then
    place := 1;
    previous := decode(repeat('00', 32), 'hex');
  end if;
  moment := clock_timestamp();
  insert into audit (tenant_id, position, recorded_at, command_id, note, previous_hash, hash) values (
    tenant, place, moment, it.id, said, previous,
    sha256(previous || convert_to((
      case when said is null then
        json_build_array('frontdesk-audit-1', tenant, place, micros(moment), 'command', it.id, it.position, it.desk_id,
          it.actor_id, it.name, it.subject_id, encode(it.body_hash, 'hex'), it.input, it.desk_time, it.sequence,
          micros(it.received_at), micros(it.decided_at), it.verdict)
      else
        json_build_array('frontdesk-audit-1', tenant, place, micros(moment), 'note', said)
      end)::text, 'UTF8'))
  ) on conflict (tenant_id, (note ->> 'once')) where note is not null do nothing;
end
$$;

-- What was decided before there was a chain is its beginning.
alter table command no force row level security;
do $$
declare
  it command;
begin
  for it in select * from command order by tenant_id, position loop
    perform audit_append(it.tenant_id, it, null);
  end loop;
end
$$;
alter table command force row level security;

-- In the transaction that writes the command, whoever that is; and at its commit, after everything else, so that nobody
-- holds the chain while they wait for something.
create function audit_command() returns trigger
  language plpgsql
as $$
begin
  perform audit_append(new.tenant_id, new, null);
  return null;
end
$$;
create constraint trigger audit_command after insert on command
  deferrable initially deferred for each row execute function audit_command();

alter table audit enable row level security;
alter table audit force row level security;
create policy own_tenant on audit
  using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)
  with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);
-- Nobody changes it, and nothing is ever taken out of it.
grant select, insert on audit to frontdesk_app;
