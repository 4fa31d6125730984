-- Decides purchases of one product, one after the other, each in one step: key, sale window, limit,
-- stock, order, hold, ledger and payment queue.
-- KEYS: product, stock, buyers, totals, holds, ledger, payments, reserved, then claim and order of
--       each
-- ARGV: life of a claim (ms), hold (ms), whether payments are 'queued' here or 'elsewhere', then
--       order, body, buyer, quantity and key of each
-- Answers five texts for each: 'no_product' or 'key_reused' and four empty ones, or
--          'first' | 'again', outcome, order, at, detail; outcome may be 'unknown'
local life, hold = tonumber(ARGV[1]), tonumber(ARGV[2])
local time = now()
local at = whole(time)
local product = redis.call('HMGET', KEYS[1], 'perBuyer', 'opensAt', 'closesAt', 'price')
local free = tonumber(redis.call('GET', KEYS[2]) or '0')

local function decide(claim, record, order, body, buyer, quantity, key)
  local known = answered(claim, order, body)
  local queued = undecided(known)
  if known and not queued then
    return known
  end
  if not product[1] then
    return {'no_product', '', '', '', ''}
  end
  local units = tonumber(quantity)
  local outcome, detail, kept = refusal(product, KEYS[3], buyer, units, time, life)
  if not outcome and units > free then
    outcome, detail = 'sold_out', ''
  end
  if not outcome then
    outcome, detail = 'reserved', whole(time + hold)
    free = redis.call('DECRBY', KEYS[2], quantity)
    redis.call('HINCRBY', KEYS[3], buyer, quantity)
    reserve({order = record, totals = KEYS[4], holds = KEYS[5], ledger = KEYS[6],
      payments = ARGV[3] == 'queued' and KEYS[7], reserved = KEYS[8]}, order, buyer, key,
      quantity, whole(product[4] * units), at, detail, '')
  elseif queued then
    reject(record, KEYS[6], order, buyer, key, quantity, outcome, at, life)
    kept = life
  end
  keep(claim, order, body, outcome, at, detail, kept or life)
  return {'first', outcome, order, at, detail}
end

local answers = {}
for i = 0, (#ARGV - 3) / 5 - 1 do
  local a = 3 + i * 5
  local answer = decide(KEYS[9 + i * 2], KEYS[10 + i * 2], ARGV[a + 1], ARGV[a + 2], ARGV[a + 3],
    ARGV[a + 4], ARGV[a + 5])
  for field = 1, 5 do
    answers[#answers + 1] = answer[field]
  end
end
return answers
