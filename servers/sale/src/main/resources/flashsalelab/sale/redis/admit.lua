-- Claims an idempotency key for an order and takes its quantity from the buyer's allowance.
-- An order that was queued keeps its claim as it is until it is settled, or is rejected here.
-- KEYS: product, claim, buyers, pending, order, ledger
-- ARGV: order, body, buyer, quantity, life of a claim (ms), key
-- Answers: {'admitted'} | {'no_product'} | {'key_reused'}
--          {'first' | 'again', outcome, order, at, detail}; outcome may be 'unknown' or
--          'withdrawn'
local order, body, buyer, quantity, life = ARGV[1], ARGV[2], ARGV[3], ARGV[4], tonumber(ARGV[5])

local known = answered(KEYS[2], order, body)
local queued = undecided(known)
if known and not queued then
  return known
end
if queued and redis.call('HEXISTS', KEYS[4], order) == 1 then
  return {'admitted'}
end
local product = redis.call('HMGET', KEYS[1], 'perBuyer', 'opensAt', 'closesAt')
if not product[1] then
  return {'no_product'}
end

local time = now()
local outcome, detail, kept = refusal(product, KEYS[3], buyer, tonumber(quantity), time, life)
if outcome then
  if queued then
    reject(KEYS[5], KEYS[6], order, buyer, ARGV[6], quantity, outcome, whole(time), life)
  end
  keep(KEYS[2], order, body, outcome, whole(time), detail, queued and life or kept)
  return {'first', outcome, order, whole(time), detail}
end

redis.call('HINCRBY', KEYS[3], buyer, quantity)
if not queued then
  redis.call('DEL', KEYS[2])
  redis.call('HSET', KEYS[2], 'order', order, 'body', body)
  redis.call('PEXPIRE', KEYS[2], life)
end
redis.call('HSET', KEYS[4], order, whole(time) .. ' ' .. quantity .. ' ' .. buyer .. ' ' .. ARGV[6])
return {'admitted'}
