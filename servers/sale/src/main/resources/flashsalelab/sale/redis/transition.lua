-- Brings an order from one state to another, once.
-- KEYS: order, totals, holds, buyers, ledger, pending, stock, owed, permits, permit leases
-- ARGV: order, to, the states it may come from (comma-separated),
--       how its units go back on sale: 'now' with this step | 'owed' to a later one | 'no',
--       token of the call
-- Answers: {'none'} | {'undecided'} | {'refused', state}
--          {'done', state, quantity, receipt, whether the later step is this call's: '1' | '0'}
local order, to = ARGV[1], ARGV[2]
local is = redis.call('HMGET', KEYS[1], 'state', 'quantity', 'receipt', 'buyer', 'key', 'heldUntil',
  'history')
local state, quantity, receipt = is[1], is[2], is[3]
if not state then
  return {redis.call('HEXISTS', KEYS[6], order) == 1 and 'undecided' or 'none'}
end
if state == 'QUEUED' then
  return {'undecided'}
end
if state == to then
  local owed = redis.call('HGET', KEYS[8], order)
  local mine = owed and string.match(owed, '%S+$') == ARGV[5]
  return {'done', to, quantity, receipt, mine and '1' or '0'}
end

local time = now()
local over = is[6] and time >= tonumber(is[6])
if not string.find(',' .. ARGV[3] .. ',', ',' .. state .. ',', 1, true)
    or (to == 'EXPIRED' and not over) or (to == 'PAID' and over) then
  return {'refused', state}
end

local at = whole(time)
if state == 'RESERVED' then
  redis.call('ZREM', KEYS[3], order)
  redis.call('HINCRBY', KEYS[2], 'held', -quantity)
  for permit in string.gmatch(receipt, '[^,]+') do
    redis.call('HDEL', KEYS[9], permit)
    if to == 'PAID' then
      redis.call('ZREM', KEYS[10], permit)
    end
  end
end
if to == 'PAID' then
  redis.call('HINCRBY', KEYS[2], 'sold', quantity)
end
if ARGV[4] ~= 'no' then
  allow(KEYS[4], is[4], quantity)
end
if ARGV[4] == 'now' then
  redis.call('INCRBY', KEYS[7], quantity)
elseif ARGV[4] == 'owed' then
  redis.call('HSET', KEYS[8], order, at .. ' ' .. quantity .. ' ' .. ARGV[5])
end
redis.call('HSET', KEYS[1], 'state', to, 'history', is[7] .. ',' .. to .. ':' .. at)
enter(KEYS[5], order, is[4], is[5], quantity, to, at)
return {'done', to, quantity, receipt, ARGV[4] == 'owed' and '1' or '0'}
