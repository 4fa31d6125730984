-- Puts orders back, in the order in which they were made, with what follows from them: their holds,
-- permits, places in the queue and the claims of their keys.
-- KEYS: holds, permits, permit leases, queue, queued, then order and claim of each
-- ARGV: 'stream' | 'set': what keeps the queue, life of a claim (ms), how much longer than the hold
--       a permit is leased (ms), then of each: order, buyer, key, quantity, amount, state, reason,
--       held until, history, receipt, body, outcome (empty: the key does not stand for it), decided
--       at, detail, place
local kind, life, margin = ARGV[1], tonumber(ARGV[2]), tonumber(ARGV[3])
local time = now()

local function restore(record, claim, order, buyer, key, quantity, amount, state, reason, heldUntil,
    history, receipt, body, outcome, at, detail, place)
  redis.call('HSET', record, 'buyer', buyer, 'key', key, 'quantity', quantity, 'amount', amount,
    'state', state, 'history', history)
  if heldUntil ~= '' then
    redis.call('HSET', record, 'heldUntil', heldUntil, 'receipt', receipt)
  end
  if reason ~= '' then
    redis.call('HSET', record, 'reason', reason)
    redis.call('PEXPIREAT', record, whole(at + life))
  end
  if state == 'RESERVED' then
    redis.call('ZADD', KEYS[1], heldUntil, order)
    for permit in string.gmatch(receipt, '[^,]+') do
      redis.call('HSET', KEYS[2], permit, order)
      redis.call('ZADD', KEYS[3], whole(heldUntil + margin), permit)
    end
  elseif state == 'QUEUED' and kind == 'set' then
    redis.call('ZADD', KEYS[5], at, order)
  elseif state == 'QUEUED' then
    if #redis.call('XRANGE', KEYS[4], place, place) == 0 then
      redis.call('XADD', KEYS[4], place, 'order', order, 'buyer', buyer, 'key', key,
        'quantity', quantity)
    end
  end
  if outcome ~= '' and (outcome == 'queued' or at + life > time) then
    redis.call('HSET', claim, 'order', order, 'body', body, 'outcome', outcome, 'at', at,
      'detail', detail)
    if outcome ~= 'queued' then
      redis.call('PEXPIREAT', claim, whole(at + life))
    end
  end
end

for i = 0, (#ARGV - 3) / 15 - 1 do
  restore(KEYS[6 + i * 2], KEYS[7 + i * 2], unpack(ARGV, 4 + i * 15, 18 + i * 15))
end
return {}
