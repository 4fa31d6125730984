-- Accepts purchases of one product for a later decision, one after the other, each in one step: key,
-- sale window, room in the queue, order, ledger and queue. What is accepted has a claim that lasts.
-- KEYS: product, queue, queued, deciding, ledger, then claim and order of each
-- ARGV: life of a claim (ms), how many may be undecided, 'stream' | 'set': what keeps them,
--       then order, body, buyer, quantity and key of each
-- Answers: who decides the queue now (empty: nobody), then five texts for each:
--          'no_product', 'key_reused' or 'full' and four empty ones, or
--          'first' | 'again', outcome, order, at, detail; outcome may be 'queued'
local life, limit, kind = tonumber(ARGV[1]), tonumber(ARGV[2]), ARGV[3]
local time = now()
local at = whole(time)
local product = redis.call('HMGET', KEYS[1], 'perBuyer', 'opensAt', 'closesAt', 'price')
local waiting = kind == 'stream' and redis.call('XLEN', KEYS[2]) or redis.call('ZCARD', KEYS[3])

local function accept(claim, record, order, body, buyer, quantity, key)
  local known = answered(claim, order, body)
  if known then
    return known
  end
  if not product[1] then
    return {'no_product', '', '', '', ''}
  end
  local outcome, detail, kept = outside(product, time, life)
  if outcome then
    keep(claim, order, body, outcome, at, detail, kept)
    return {'first', outcome, order, at, detail}
  end
  if waiting >= limit then
    return {'full', '', '', '', ''}
  end
  waiting = waiting + 1
  redis.call('DEL', claim)
  redis.call('HSET', claim, 'order', order, 'body', body, 'outcome', 'queued', 'at', at,
    'detail', '')
  redis.call('HSET', record, 'buyer', buyer, 'key', key, 'quantity', quantity,
    'amount', whole(product[4] * quantity), 'state', 'QUEUED', 'history', 'QUEUED:' .. at)
  enter(KEYS[5], order, buyer, key, quantity, 'QUEUED', at, 'amount', whole(product[4] * quantity))
  if kind == 'stream' then
    redis.call('XADD', KEYS[2], '*', 'order', order, 'buyer', buyer, 'key', key,
      'quantity', quantity)
  else
    redis.call('ZADD', KEYS[3], at, order)
  end
  return {'first', 'queued', order, at, ''}
end

local answers = {redis.call('GET', KEYS[4]) or ''}
for i = 0, (#ARGV - 3) / 5 - 1 do
  local a = 3 + i * 5
  local answer = accept(KEYS[6 + i * 2], KEYS[7 + i * 2], ARGV[a + 1], ARGV[a + 2], ARGV[a + 3],
    ARGV[a + 4], ARGV[a + 5])
  for field = 1, 5 do
    answers[#answers + 1] = answer[field]
  end
end
return answers
