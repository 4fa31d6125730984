-- Supplies more units, once for a key.
-- KEYS: product, stock, restocks
-- ARGV: key, quantity, token of the call, the most units that may be supplied
-- Answers: {'no_product'} | {'key_reused'} | {'too_many', supplied}
--          {'first' | 'again', supplied with these units}
local known = redis.call('HGET', KEYS[3], ARGV[1])
if known then
  local quantity, supplied, token = string.match(known, '^(%d+) (%d+) (%S+)$')
  if quantity ~= ARGV[2] then
    return {'key_reused'}
  end
  return {token == ARGV[3] and 'first' or 'again', supplied}
end
local supplied = redis.call('HGET', KEYS[1], 'supplied')
if not supplied then
  return {'no_product'}
end
if supplied + ARGV[2] > tonumber(ARGV[4]) then
  return {'too_many', supplied}
end
supplied = whole(redis.call('HINCRBY', KEYS[1], 'supplied', ARGV[2]))
redis.call('INCRBY', KEYS[2], ARGV[2])
redis.call('HSET', KEYS[3], ARGV[1], ARGV[2] .. ' ' .. supplied .. ' ' .. ARGV[3])
return {'first', supplied}
