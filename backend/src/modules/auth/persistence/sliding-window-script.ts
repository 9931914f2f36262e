/**
 * The sliding log as one Redis script: KEYS[1] the list of passed times in microseconds, ARGV limit and window in
 * milliseconds; answers allowed (0/1), remaining, microseconds until the next slot. Redis's own clock is used, so the
 * processes need not agree on the time; it may step back, and the log must stay in order, hence the maximum.
 */
export const SLIDING_WINDOW_LUA = `
local key, limit, windowMs = KEYS[1], tonumber(ARGV[1]), tonumber(ARGV[2])
local window = windowMs * 1000
local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000000 + tonumber(time[2])
local newest = redis.call('LINDEX', key, -1)
if newest and tonumber(newest) > now then now = tonumber(newest) end

local oldest = redis.call('LINDEX', key, 0)
while oldest and tonumber(oldest) <= now - window do
  redis.call('LPOP', key)
  oldest = redis.call('LINDEX', key, 0)
end

local used = redis.call('LLEN', key)
local allowed = 0
if used < limit then
  redis.call('RPUSH', key, string.format('%.0f', now))
  redis.call('PEXPIRE', key, windowMs + 1000)
  used = used + 1
  allowed = 1
end
local blocking = redis.call('LINDEX', key, math.max(0, used - limit))
local wait = tonumber(blocking) + window - now
return { allowed, math.max(0, limit - used), math.max(0, wait) }
`;
