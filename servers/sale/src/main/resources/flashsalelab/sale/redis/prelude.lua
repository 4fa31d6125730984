-- What several scripts do; it stands before each of them. Moments are this server's, in epoch ms.

local function now()
  local time = redis.call('TIME')
  return time[1] * 1000 + math.floor(time[2] / 1000)
end

-- A number as text: Lua itself writes large ones with an exponent.
local function whole(number)
  return string.format('%.0f', number)
end

-- What a claim answers to a purchase: nil if the key is free, {'admitted'} if the purchase has it,
-- {'key_reused'}, or {'first' | 'again', outcome, order, at, detail}; always five texts.
local function answered(claim, order, body)
  local known = redis.call('HMGET', claim, 'order', 'body', 'outcome', 'at', 'detail')
  if not known[1] or (known[3] == 'withdrawn' and known[1] ~= order) then
    return nil
  end
  if known[2] ~= body then
    return {'key_reused', '', '', '', ''}
  end
  local mine = known[1] == order
  if known[3] then
    return {mine and 'first' or 'again', known[3], known[1], known[4], known[5]}
  end
  if mine then
    return {'admitted', '', '', '', ''}
  end
  return {'again', 'unknown', known[1], '0', ''}
end

-- Whether a claim's answer says that the purchase waits for its decision and this call may make it.
local function undecided(known)
  return known and known[1] == 'first' and known[2] == 'queued'
end

-- Why nobody may buy now: outcome, detail, and how long the answer may be kept (ms); nothing within
-- the window. The product is {perBuyer, opensAt, closesAt, ...}.
local function outside(product, time, life)
  local opensAt, closesAt = tonumber(product[2]), tonumber(product[3])
  if opensAt and time < opensAt then
    return 'sale_not_open', product[2], math.min(life, opensAt - time)
  end
  if closesAt and time >= closesAt then
    return 'sale_closed', product[3], life
  end
end

-- Why a purchase is refused without a look at the stock, as the window's refusal; nothing if it is
-- not.
local function refusal(product, buyers, buyer, quantity, time, life)
  local outcome, detail, kept = outside(product, time, life)
  if outcome then
    return outcome, detail, kept
  end
  local taken = tonumber(redis.call('HGET', buyers, buyer) or '0')
  if taken + quantity > tonumber(product[1]) then
    return 'limit_reached', product[1], life
  end
end

-- Keeps an outcome for the key.
local function keep(claim, order, body, outcome, at, detail, life)
  redis.call('HSET', claim, 'order', order, 'body', body, 'outcome', outcome, 'at', at,
    'detail', detail)
  redis.call('PEXPIRE', claim, life)
end

-- Notes in the ledger that an order came to a state, with whatever else is told of it.
local function enter(ledger, order, buyer, claimed, quantity, state, at, ...)
  redis.call('XADD', ledger, '*', 'order', order, 'buyer', buyer, 'key', claimed,
    'quantity', quantity, 'state', state, 'at', at, ...)
end

-- Puts a reserved order on record, with its hold, its ledger entry and, where they are queued, its
-- payment to be made. One that was queued goes on with its history.
local function reserve(key, order, buyer, claimed, quantity, amount, at, heldUntil, receipt)
  local history = redis.call('HGET', key.order, 'history')
  redis.call('HSET', key.order, 'buyer', buyer, 'key', claimed, 'quantity', quantity,
    'amount', amount, 'state', 'RESERVED', 'heldUntil', heldUntil,
    'history', (history and history .. ',' or '') .. 'RESERVED:' .. at, 'receipt', receipt)
  redis.call('HINCRBY', key.totals, 'held', quantity)
  redis.call('ZADD', key.holds, heldUntil, order)
  redis.call('RPUSH', key.reserved, buyer)
  enter(key.ledger, order, buyer, claimed, quantity, 'RESERVED', at, 'amount', amount,
    'heldUntil', heldUntil, 'receipt', receipt)
  if key.payments then
    redis.call('XADD', key.payments, '*', 'order', order)
  end
end

-- Ends an order that was queued without units: its record tells why for as long as its key does.
local function reject(record, ledger, order, buyer, claimed, quantity, reason, at, life)
  local is = redis.call('HMGET', record, 'state', 'history')
  if is[1] == 'QUEUED' then
    redis.call('HSET', record, 'state', 'REJECTED', 'reason', reason,
      'history', is[2] .. ',REJECTED:' .. at)
    redis.call('PEXPIRE', record, life)
    enter(ledger, order, buyer, claimed, quantity, 'REJECTED', at, 'reason', reason)
  end
end

-- Gives units back to a buyer's allowance.
local function allow(buyers, buyer, quantity)
  if redis.call('HINCRBY', buyers, buyer, -tonumber(quantity)) <= 0 then
    redis.call('HDEL', buyers, buyer)
  end
end
