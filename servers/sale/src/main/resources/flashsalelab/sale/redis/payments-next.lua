-- Hands out payments that nobody has had.
-- KEYS: payments
-- ARGV: consumer, how many at most
-- Answers three texts for each: entry, order, deliveries
if redis.call('XLEN', KEYS[1]) == 0 then
  return {}
end
redis.pcall('XGROUP', 'CREATE', KEYS[1], 'payments', '0')
local read = redis.call('XREADGROUP', 'GROUP', 'payments', ARGV[1], 'COUNT', ARGV[2], 'STREAMS',
  KEYS[1], '>')
local answers = {}
for _, entry in ipairs(read and read[1][2] or {}) do
  answers[#answers + 1] = entry[1]
  answers[#answers + 1] = entry[2][2]
  answers[#answers + 1] = '1'
end
return answers
