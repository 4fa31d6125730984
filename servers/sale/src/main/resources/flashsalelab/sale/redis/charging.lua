-- Marks a reserved order as being charged, while its hold lasts.
-- KEYS: order, pending
-- ARGV: order
-- Answers: {'none'} | {'undecided'} | {'refused', state} | {'done', 'RESERVED'}
local is = redis.call('HMGET', KEYS[1], 'state', 'heldUntil')
if not is[1] then
  return {redis.call('HEXISTS', KEYS[2], ARGV[1]) == 1 and 'undecided' or 'none'}
end
if is[1] == 'QUEUED' then
  return {'undecided'}
end
local time = now()
if is[1] ~= 'RESERVED' or time >= tonumber(is[2]) then
  return {'refused', is[1]}
end
redis.call('HSETNX', KEYS[1], 'charging', whole(time))
return {'done', is[1]}
