-- Whether a product can be refused without asking: it is on sale, nothing of it is free, and nobody
-- waits for a decision. And who cannot: buyers that have or had a reservation, in the order of the
-- reservations, and those whose purchase is pending.
-- KEYS: product, stock, queue, queued, pending, reserved
-- ARGV: how many of the reservations are known, how many are told at most
-- Answers: {} | {reservations known, reservations in all, how many are told, their buyers,
--          buyers whose purchase is pending}; none is known if there are fewer than that
local product = redis.call('HMGET', KEYS[1], 'perBuyer', 'opensAt', 'closesAt')
if not product[1] or outside(product, now(), 0)
    or tonumber(redis.call('GET', KEYS[2]) or '0') > 0
    or redis.call('XLEN', KEYS[3]) + redis.call('ZCARD', KEYS[4]) > 0 then
  return {}
end
local known, all = tonumber(ARGV[1]), redis.call('LLEN', KEYS[6])
if known > all then
  known = 0
end
local told = redis.call('LRANGE', KEYS[6], known, known + ARGV[2] - 1)
local answers = {whole(known), whole(all), whole(#told)}
for _, buyer in ipairs(told) do
  answers[#answers + 1] = buyer
end
for _, admitted in ipairs(redis.call('HVALS', KEYS[5])) do
  answers[#answers + 1] = string.match(admitted, '^%d+ %d+ (%S+) ')
end
return answers
