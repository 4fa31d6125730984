-- Takes a product off sale, unless more was supplied than its reader knows. All else stays.
-- KEYS: product
-- ARGV: every unit supplied, as far as the reader knows
-- Answers: {'halted'} | {'behind'}
local supplied = redis.call('HGET', KEYS[1], 'supplied')
if supplied and supplied ~= ARGV[1] then
  return {'behind'}
end
redis.call('DEL', KEYS[1])
return {'halted'}
