-- A product and where its ledger ends, with the restocks that a reader does not know.
-- KEYS: product, ledger, restocks
-- ARGV: every unit supplied, as far as the reader knows
-- Answers: {} | {newest entry, name, price, supplied, perBuyer, opensAt, closesAt, createdAt},
--          then three texts for each restock: key, quantity, supplied with it
local product = redis.call('HMGET', KEYS[1], 'name', 'price', 'supplied', 'perBuyer', 'opensAt',
  'closesAt', 'createdAt')
if not product[1] then
  return {}
end
local last = redis.call('XREVRANGE', KEYS[2], '+', '-', 'COUNT', 1)[1]
local answers = {last and last[1] or '0-0', unpack(product)}
if tonumber(product[3]) > tonumber(ARGV[1]) then
  local restocks = redis.call('HGETALL', KEYS[3])
  for i = 1, #restocks, 2 do
    local quantity, supplied = string.match(restocks[i + 1], '^(%d+) (%d+) ')
    if tonumber(supplied) > tonumber(ARGV[1]) then
      answers[#answers + 1] = restocks[i]
      answers[#answers + 1] = quantity
      answers[#answers + 1] = supplied
    end
  end
end
return answers
