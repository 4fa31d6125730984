-- The purchases that were accepted long ago and are not decided, where Redis does not keep the queue.
-- KEYS: queued
-- ARGV: least age (ms), how many at most
-- Answers their orders, the longest waiting first
return redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', whole(now() - ARGV[1]), 'LIMIT', 0, ARGV[2])
