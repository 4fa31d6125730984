-- Removes all that is kept about a product that is off sale. Its orders and claims stay.
-- KEYS: product, then all else
-- Answers: {'dropped'} | {'on_sale'}
if redis.call('EXISTS', KEYS[1]) == 1 then
  return {'on_sale'}
end
redis.call('UNLINK', unpack(KEYS))
return {'dropped'}
