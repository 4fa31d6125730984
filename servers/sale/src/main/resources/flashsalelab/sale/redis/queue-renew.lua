-- Prolongs the lease of whoever decides a product's queue, while it is still its own.
-- KEYS: deciding
-- ARGV: who asks, lease (ms)
-- Answers: {'renewed'} | {}
if redis.call('GET', KEYS[1]) == ARGV[1] then
  redis.call('PEXPIRE', KEYS[1], ARGV[2])
  return {'renewed'}
end
return {}
