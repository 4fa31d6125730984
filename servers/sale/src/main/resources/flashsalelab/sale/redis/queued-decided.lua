-- Takes orders off those that wait for their decision.
-- KEYS: queued
-- ARGV: orders
for _, order in ipairs(ARGV) do
  redis.call('ZREM', KEYS[1], order)
end
return {}
