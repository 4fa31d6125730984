-- Claims an idempotency key for an order and takes its quantity from the buyer's allowance.
-- KEYS: product, claim, buyers, pending
-- ARGV: order, body, buyer, quantity, now (epoch ms), time to live of a claim (ms), key
-- Answers: {'admitted'} | {'no_product'} | {'key_reused'}
--          {'first' | 'again', outcome, order, at, detail}; outcome may be 'unknown' or
--          'withdrawn'
local order, body, buyer = ARGV[1], ARGV[2], ARGV[3]
local quantity, now, ttl = tonumber(ARGV[4]), tonumber(ARGV[5]), tonumber(ARGV[6])

local claim = redis.call('HMGET', KEYS[2], 'order', 'body', 'outcome', 'at', 'detail')
if claim[1] and not (claim[3] == 'withdrawn' and claim[1] ~= order) then
  if claim[2] ~= body then
    return {'key_reused'}
  end
  local mine = claim[1] == order
  if claim[3] then
    return {mine and 'first' or 'again', claim[3], claim[1], claim[4], claim[5]}
  end
  if mine then
    return {'admitted'}
  end
  return {'again', 'unknown', claim[1], '0', ''}
end

local product = redis.call('HMGET', KEYS[1], 'perBuyer', 'opensAt', 'closesAt')
if not product[1] then
  return {'no_product'}
end

redis.call('DEL', KEYS[2])
local function refuse(outcome, detail, kept)
  redis.call('HSET', KEYS[2], 'order', order, 'body', body, 'outcome', outcome, 'at', ARGV[5],
    'detail', detail)
  redis.call('PEXPIRE', KEYS[2], kept)
  return {'first', outcome, order, ARGV[5], detail}
end

local opensAt, closesAt = tonumber(product[2]), tonumber(product[3])
if opensAt and now < opensAt then
  return refuse('sale_not_open', product[2], math.min(ttl, opensAt - now))
end
if closesAt and now >= closesAt then
  return refuse('sale_closed', product[3], ttl)
end
local taken = tonumber(redis.call('HGET', KEYS[3], buyer) or '0')
if taken + quantity > tonumber(product[1]) then
  return refuse('limit_reached', product[1], ttl)
end

redis.call('HINCRBY', KEYS[3], buyer, quantity)
redis.call('HSET', KEYS[2], 'order', order, 'body', body)
redis.call('PEXPIRE', KEYS[2], ttl)
redis.call('HSET', KEYS[4], order, ARGV[5] .. ' ' .. ARGV[4] .. ' ' .. buyer .. ' ' .. ARGV[7])
return {'admitted'}
