-- Puts entries of a ledger back, with their ids; sent again it changes nothing: then the first of
-- them is there.
-- KEYS: ledger, reserved
-- ARGV: id, how many texts follow, and these texts (fields and values) of each
local i = 1
while i <= #ARGV do
  local texts = tonumber(ARGV[i + 1])
  local added = redis.pcall('XADD', KEYS[1], ARGV[i], unpack(ARGV, i + 2, i + 1 + texts))
  if added.err then
    local again = i == 1 and #redis.call('XRANGE', KEYS[1], ARGV[1], ARGV[1]) == 1
    return again and {'again'} or added
  end
  if ARGV[i + 11] == 'RESERVED' then
    redis.call('RPUSH', KEYS[2], ARGV[i + 5])
  end
  i = i + 2 + texts
end
return {'done'}
