/**
 * What Redis does as one step each. Of a tenant `fd:{tenant}:` there are
 * - `hold:<id>`, a hash: `row` (JSON), `token`, `placed`, `expires`, `ended` ('' while it is not), `version`;
 * - `at:<resource>:<day>`, a hash of claims: `<holder>|<lane>|<start>|<end>|<part>` to when it lapses;
 * - `live`, holds in force by their expiry; `version`, the fence, which also after a flush only grows.
 * A holder that begins with `m:` is a transaction that is about to take the time in PostgreSQL.
 */
const clock = `
local t = redis.call('TIME')
local now = t[1] * 1000 + math.floor(t[2] / 1000)
local function fence(key)
  local last = tonumber(redis.call('GET', key) or '0')
  local next = math.max(last + 1, t[1] * 1000000 + t[2])
  redis.call('SET', key, string.format('%.0f', next))
  return string.format('%.0f', next)
end
`;

/** An hour: so long a hold that is over is remembered (HD2). */
const remembered = '3600000';

/**
 * All of the claims or none, for a hold or for a transaction. KEYS: the hold's, `live`, `version`, the confirmed holds',
 * then resource-days. ARGV: JSON. Answers `held` with placed, expires and version; or why not.
 */
export const TAKE = `${clock}
local wish = cjson.decode(ARGV[1])
local isHold = wish.kind == 'hold'
for i, version in ipairs(wish.fences) do
  local there = redis.call('HMGET', KEYS[3 + i], 'version', 'expires', 'ended')
  if there[1] ~= version or tonumber(there[2]) <= now or there[3] ~= '' then return {'fenced'} end
end
if isHold and redis.call('EXISTS', KEYS[1]) == 1 then return {'known'} end
local letGo = {}
for _, id in ipairs(wish.letGo) do letGo[id] = true end
for _, claim in ipairs(wish.claims) do
  for _, at in ipairs(claim.days) do
    local fields = redis.call('HGETALL', KEYS[at])
    for i = 1, #fields, 2 do
      local holder, lane, from, till, part = string.match(fields[i], '^([^|]+)|(%d+)|(%d+)|(%d+)|(%a+)$')
      if tonumber(fields[i + 1]) <= now then
        redis.call('HDEL', KEYS[at], fields[i])
      elseif holder ~= wish.holder and not letGo[holder] and tonumber(lane) == claim.lane
        and tonumber(from) < claim['end'] and tonumber(till) > claim.start
        and not (part == 'buffer' and claim.part == 'buffer')
        and (isHold or string.sub(holder, 1, 2) ~= 'm:') then
        return {'taken', holder}
      end
    end
  end
end
local expires = now + wish.lasts
for _, claim in ipairs(wish.claims) do
  for _, at in ipairs(claim.days) do
    redis.call('HSET', KEYS[at], claim.field, string.format('%.0f', expires))
    if redis.call('PTTL', KEYS[at]) < wish.lasts + ${remembered} then
      redis.call('PEXPIRE', KEYS[at], wish.lasts + ${remembered})
    end
  end
end
if not isHold then return {'held'} end
local version = fence(KEYS[3])
redis.call('HSET', KEYS[1], 'row', wish.row, 'placed', string.format('%.0f', now),
  'expires', string.format('%.0f', expires), 'ended', '', 'version', version)
redis.call('PEXPIRE', KEYS[1], wish.lasts + ${remembered})
redis.call('ZADD', KEYS[2], expires, wish.holder)
return {'held', string.format('%.0f', now), string.format('%.0f', expires), version}`;

/** KEYS: resource-days. What holds claim there: each field, after the position of its key. */
export const CLAIMS = `${clock}
local found = {}
for at, key in ipairs(KEYS) do
  local fields = redis.call('HGETALL', key)
  for i = 1, #fields, 2 do
    if tonumber(fields[i + 1]) > now and string.sub(fields[i], 1, 2) ~= 'm:' then
      found[#found + 1] = at .. '|' .. fields[i]
    end
  end
end
return found`;

/** KEYS: holds'. The time, then row, placed, expires, ended, version of each; an unknown one's row is empty. */
export const HOLDS = `${clock}
local found = {string.format('%.0f', now)}
for _, key in ipairs(KEYS) do
  local row = redis.call('HMGET', key, 'row', 'placed', 'expires', 'ended', 'version')
  for i = 1, 5 do found[#found + 1] = row[i] or '' end
end
return found`;

/** KEYS: live. The ids of holds in force. */
export const LIVE = `${clock}
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now)
return redis.call('ZRANGE', KEYS[1], 0, -1)`;

/** KEYS: the hold's, `live`, `version`, then its resource-days. ARGV: id, lasts, its version. 0: it is not as it was. */
export const EXTEND = `${clock}
local there = redis.call('HMGET', KEYS[1], 'version', 'expires', 'ended')
if there[1] ~= ARGV[3] or tonumber(there[2]) <= now or there[3] ~= '' then return 0 end
local expires = string.format('%.0f', math.max(tonumber(there[2]), now + ARGV[2]))
redis.call('HSET', KEYS[1], 'expires', expires, 'version', fence(KEYS[3]))
redis.call('PEXPIREAT', KEYS[1], expires + ${remembered})
redis.call('ZADD', KEYS[2], expires, ARGV[1])
for at = 4, #KEYS do
  for _, field in ipairs(redis.call('HKEYS', KEYS[at])) do
    if string.sub(field, 1, #ARGV[1] + 1) == ARGV[1] .. '|' then redis.call('HSET', KEYS[at], field, expires) end
  end
  redis.call('PEXPIREAT', KEYS[at], expires + ${remembered})
end
return 1`;

/**
 * KEYS: the hold's, `live`, then resource-days. ARGV: holder; `end`, `forget` (as if it had never been), or a row: then
 * one that is unknown is noted as over, which is answered with 1.
 */
export const END = `${clock}
for at = 3, #KEYS do
  for _, field in ipairs(redis.call('HKEYS', KEYS[at])) do
    if string.sub(field, 1, #ARGV[1] + 1) == ARGV[1] .. '|' then redis.call('HDEL', KEYS[at], field) end
  end
end
redis.call('ZREM', KEYS[2], ARGV[1])
if ARGV[2] == 'forget' then return redis.call('DEL', KEYS[1]) end
local stamp = string.format('%.0f', now)
local isThere = redis.call('EXISTS', KEYS[1]) == 1
if isThere then
  if ARGV[2] == 'end' then redis.call('HSET', KEYS[1], 'ended', stamp) end
  return 0
end
if ARGV[2] == 'end' then return 0 end
redis.call('HSET', KEYS[1], 'row', ARGV[2], 'placed', stamp, 'expires', stamp, 'ended', stamp, 'version', '0')
redis.call('PEXPIRE', KEYS[1], ${remembered})
return 1`;
