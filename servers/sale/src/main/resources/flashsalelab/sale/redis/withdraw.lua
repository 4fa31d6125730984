-- Takes an admission back for which no stock was asked. The mark it leaves on the claim meets an
-- admission that arrives later.
-- KEYS: claim, pending, buyers
-- ARGV: order, body, buyer, quantity, how long the mark is kept (ms)
-- Answers: {'withdrawn'} | {'kept'}: the claim is another order's, or decided
local claim = redis.call('HMGET', KEYS[1], 'order', 'outcome')
if claim[1] and (claim[1] ~= ARGV[1] or claim[2]) then
  return {'kept'}
end
redis.call('HSET', KEYS[1], 'order', ARGV[1], 'body', ARGV[2], 'outcome', 'withdrawn', 'at', '0',
  'detail', '')
redis.call('PEXPIRE', KEYS[1], ARGV[5])
if redis.call('HDEL', KEYS[2], ARGV[1]) == 1
    and redis.call('HINCRBY', KEYS[3], ARGV[3], -tonumber(ARGV[4])) <= 0 then
  redis.call('HDEL', KEYS[3], ARGV[3])
end
return {'withdrawn'}
