-- Takes a product off sale with all that is kept about it, if nothing has happened since a position
-- in its ledger. Its orders and claims stay.
-- KEYS: ledger, then all that goes
-- ARGV: position; empty: whatever has happened
-- Answers: {'halted'} | {'behind'}
local last = redis.call('XREVRANGE', KEYS[1], '+', '-', 'COUNT', 1)[1]
if ARGV[1] ~= '' and (last and last[1] or '0-0') ~= ARGV[1] then
  return {'behind'}
end
redis.call('DEL', unpack(KEYS))
return {'halted'}
