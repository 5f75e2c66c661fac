-- Somebody looks at a day that desks do not carry with them (RG1). Plain columns, so that row level security may use it.
create index appointment_by_time on appointment (tenant_id, start_ms);
create index block_by_time on block (tenant_id, start_ms);
