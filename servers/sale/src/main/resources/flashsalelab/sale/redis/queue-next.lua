-- Takes what is decided out of a product's queue, and hands out the next purchases, the first come
-- first: to one process at a time, for as long as its lease lasts. What it has had and not taken
-- out comes first again, for it or for whoever follows it.
-- KEYS: queue, deciding
-- ARGV: who asks, lease (ms), how many at most (0: it leaves), then the entries that are decided
-- Answers: how many are undecided, then five texts for each that is handed out: entry, order,
--          buyer, key, quantity
if #ARGV > 3 then
  redis.call('XDEL', KEYS[1], unpack(ARGV, 4))
end
local waiting, decides = redis.call('XLEN', KEYS[1]), redis.call('GET', KEYS[2])
local answers = {whole(waiting)}
if decides and decides ~= ARGV[1] then
  return answers
end
if waiting == 0 or ARGV[3] == '0' then
  redis.call('DEL', KEYS[2])
  return answers
end
redis.call('SET', KEYS[2], ARGV[1], 'PX', ARGV[2])
for _, entry in ipairs(redis.call('XRANGE', KEYS[1], '-', '+', 'COUNT', ARGV[3])) do
  answers[#answers + 1] = entry[1]
  for field = 2, 8, 2 do
    answers[#answers + 1] = entry[2][field]
  end
end
return answers
