-- A product as it stands now.
-- KEYS: product, stock, totals
-- Answers: {} | {now, free, held, sold, name, price, supplied, perBuyer, opensAt, closesAt}
local product = redis.call('HMGET', KEYS[1], 'name', 'price', 'supplied', 'perBuyer', 'opensAt',
  'closesAt')
if not product[1] then
  return {}
end
local totals = redis.call('HMGET', KEYS[3], 'held', 'sold')
return {whole(now()), redis.call('GET', KEYS[2]) or '0', totals[1] or '0', totals[2] or '0',
  unpack(product)}
