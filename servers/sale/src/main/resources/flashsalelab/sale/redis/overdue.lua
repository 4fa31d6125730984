-- The orders whose hold is over, the longest overdue first.
-- KEYS: holds
-- ARGV: how many at most
return redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', whole(now()), 'LIMIT', 0, ARGV[1])
