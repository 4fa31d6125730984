-- Takes an admission back. The mark it leaves on the claim meets an admission that arrives later.
-- KEYS: claim, pending, buyers
-- ARGV: order, body, buyer, quantity, how long the mark is kept (ms), least age (ms)
-- Answers: {'withdrawn'} | {'kept'}: the claim is another order's, or decided, or too young
local order, buyer, quantity = ARGV[1], ARGV[3], ARGV[4]
local admitted = redis.call('HGET', KEYS[2], order)
if admitted and now() - tonumber(string.match(admitted, '^%d+')) < tonumber(ARGV[6]) then
  return {'kept'}
end

local claim = redis.call('HMGET', KEYS[1], 'order', 'outcome')
local other = claim[1] and claim[1] ~= order
if (other or claim[2]) and not admitted then
  return {'kept'}
end
if not other and not claim[2] then
  keep(KEYS[1], order, ARGV[2], 'withdrawn', '0', '', ARGV[5])
end
if redis.call('HDEL', KEYS[2], order) == 1 then
  allow(KEYS[3], buyer, quantity)
end
return {'withdrawn'}
