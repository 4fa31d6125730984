-- Opens the sale within a window, or closes it now.
-- KEYS: product, stock, totals
-- ARGV: 'open' | 'closed', opensAt, closesAt (epoch ms, empty if absent)
-- Answers as offer.lua does.
if redis.call('EXISTS', KEYS[1]) == 1 then
  if ARGV[1] == 'open' then
    redis.call('HSET', KEYS[1], 'opensAt', ARGV[2], 'closesAt', ARGV[3])
  else
    local time = now()
    local window = redis.call('HMGET', KEYS[1], 'opensAt', 'closesAt')
    local opensAt, closesAt = tonumber(window[1]), tonumber(window[2])
    if not closesAt or closesAt > time then
      redis.call('HSET', KEYS[1], 'closesAt', whole(time))
    end
    if opensAt and opensAt >= time then
      redis.call('HSET', KEYS[1], 'opensAt', '')
    end
  end
end

