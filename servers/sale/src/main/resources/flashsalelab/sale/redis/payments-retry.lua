-- Puts a payment that was given up back into the queue.
-- KEYS: payments, dead letters
-- ARGV: order
-- Answers: {'retried' | 'none'}
if redis.call('HDEL', KEYS[2], ARGV[1]) == 0 then
  return {'none'}
end
redis.call('XADD', KEYS[1], '*', 'order', ARGV[1])
return {'retried'}
