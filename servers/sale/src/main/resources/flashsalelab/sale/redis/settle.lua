-- Puts a pending order's outcome on record, once: whoever removes it from the pending ones does it.
-- KEYS: order, claim, pending, buyers, totals, holds, ledger, payments, product, permits,
--       reserved
-- ARGV: order, 'held' | 'sold_out', buyer, quantity, key, hold (ms), receipt,
--       life of a claim (ms), whether payments are 'queued' here or 'elsewhere'
-- Answers what is on record: {outcome, at, detail} | {}
local order, buyer, quantity, receipt = ARGV[1], ARGV[3], ARGV[4], ARGV[7]

if redis.call('HDEL', KEYS[3], order) == 0 then
  local claim = redis.call('HMGET', KEYS[2], 'order', 'outcome', 'at', 'detail')
  if claim[1] == order and claim[2] and claim[2] ~= 'withdrawn'
      and claim[2] ~= 'queued' then
    return {claim[2], claim[3], claim[4]}
  end
  return {}
end

local time = now()
local outcome, at, detail = 'sold_out', whole(time), ''
if ARGV[2] == 'held' then
  outcome, detail = 'reserved', whole(time + ARGV[6])
  local price = redis.call('HGET', KEYS[9], 'price')
  reserve({order = KEYS[1], totals = KEYS[5], holds = KEYS[6], ledger = KEYS[7],
    payments = ARGV[9] == 'queued' and KEYS[8], reserved = KEYS[11]}, order, buyer, ARGV[5],
    quantity, whole(price * quantity), at, detail, receipt)
  for permit in string.gmatch(receipt, '[^,]+') do
    redis.call('HSET', KEYS[10], permit, order)
  end
else
  allow(KEYS[4], buyer, quantity)
  reject(KEYS[1], KEYS[7], order, buyer, ARGV[5], quantity, outcome, at, ARGV[8])
end
if redis.call('HGET', KEYS[2], 'order') == order then
  redis.call('HSET', KEYS[2], 'outcome', outcome, 'at', at, 'detail', detail)
  redis.call('PEXPIRE', KEYS[2], ARGV[8])
end
return {outcome, at, detail}
