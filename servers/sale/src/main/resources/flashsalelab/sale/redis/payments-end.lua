-- Takes a payment out of the queue, and keeps it as a dead letter if it was given up.
-- KEYS: payments, dead letters
-- ARGV: entry, order, why it was given up (empty if it was done)
redis.pcall('XACK', KEYS[1], 'payments', ARGV[1])
if redis.call('XDEL', KEYS[1], ARGV[1]) == 1 and ARGV[3] ~= '' then
  redis.call('HSET', KEYS[2], ARGV[2], whole(now()) .. ' ' .. ARGV[3])
end
return {}
