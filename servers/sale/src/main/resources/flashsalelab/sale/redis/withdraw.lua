-- Takes an admission back. The mark it leaves on the claim meets an admission that arrives later. A
-- claim whose purchase is queued stays so: it will be admitted again.
-- KEYS: claim, pending, buyers
-- ARGV: order, body, buyer, quantity, how long the mark is kept (ms), least age (ms)
-- Answers: {'withdrawn'} | {'kept'}: the claim is another order's, or decided, or too young
local order, buyer, quantity = ARGV[1], ARGV[3], ARGV[4]
local admitted = redis.call('HGET', KEYS[2], order)
if admitted and now() - tonumber(string.match(admitted, '^%d+')) < tonumber(ARGV[6]) then
  return {'kept'}
end

local claim = redis.call('HMGET', KEYS[1], 'order', 'outcome')
local mine = not claim[1] or claim[1] == order
if mine and claim[2] == 'withdrawn' then
  return {'withdrawn'}
end
if not admitted and (claim[2] or not mine) then
  return {'kept'}
end
if mine and not claim[2] then
  keep(KEYS[1], order, ARGV[2], 'withdrawn', '0', '', ARGV[5])
end
if redis.call('HDEL', KEYS[2], order) == 1 then
  allow(KEYS[3], buyer, quantity)
end
return {'withdrawn'}
