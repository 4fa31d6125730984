-- The orders of a product that changed after a position in its ledger, the oldest change first.
-- KEYS: ledger
-- ARGV: position (empty: none is asked for, only where the ledger ends), how many at most
-- Answers: the position after the last of them, then their orders
if ARGV[1] == '' then
  local last = redis.call('XREVRANGE', KEYS[1], '+', '-', 'COUNT', 1)[1]
  return {last and last[1] or '0-0'}
end
local answers = {ARGV[1]}
for _, entry in ipairs(redis.call('XRANGE', KEYS[1], '(' .. ARGV[1], '+', 'COUNT', ARGV[2])) do
  answers[1] = entry[1]
  answers[#answers + 1] = entry[2][2]
end
return answers
