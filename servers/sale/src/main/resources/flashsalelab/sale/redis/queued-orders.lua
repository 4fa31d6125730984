-- What was asked for by orders that are on record.
-- KEYS: orders' records
-- ARGV: the orders, in the same order
-- Answers four texts for each that is there: order, buyer, key, quantity
local answers = {}
for i, record in ipairs(KEYS) do
  local order = redis.call('HMGET', record, 'buyer', 'key', 'quantity')
  if order[1] then
    answers[#answers + 1] = ARGV[i]
    answers[#answers + 1] = order[1]
    answers[#answers + 1] = order[2]
    answers[#answers + 1] = order[3]
  end
end
return answers
