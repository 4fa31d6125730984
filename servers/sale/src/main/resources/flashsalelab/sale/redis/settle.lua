-- Puts a pending order's outcome on record, once: whoever removes it from the pending ones does it.
-- KEYS: order, claim, pending, buyers, ledger
-- ARGV: order, outcome ('reserved' | 'sold_out'), buyer, quantity, key, at (epoch ms), held until
-- Answers what is on record: {outcome, at, detail} | {}
local order, outcome, buyer, quantity, at = ARGV[1], ARGV[2], ARGV[3], ARGV[4], ARGV[6]

if redis.call('HDEL', KEYS[3], order) == 0 then
  local claim = redis.call('HMGET', KEYS[2], 'order', 'outcome', 'at', 'detail')
  if claim[1] == order and claim[2] then
    return {claim[2], claim[3], claim[4]}
  end
  return {}
end

if redis.call('HGET', KEYS[2], 'order') == order then
  redis.call('HSET', KEYS[2], 'outcome', outcome, 'at', at, 'detail', ARGV[7])
end
if outcome == 'reserved' then
  redis.call('HSET', KEYS[1], 'buyer', buyer, 'key', ARGV[5], 'quantity', quantity,
    'state', 'RESERVED', 'heldUntil', ARGV[7], 'history', 'RESERVED:' .. at)
  redis.call('XADD', KEYS[5], '*', 'order', order, 'buyer', buyer, 'key', ARGV[5],
    'quantity', quantity, 'state', 'RESERVED', 'at', at)
elseif redis.call('HINCRBY', KEYS[4], buyer, -tonumber(quantity)) <= 0 then
  redis.call('HDEL', KEYS[4], buyer)
end
return {outcome, at, ARGV[7]}
