-- Sends requests that were written before, one after the other.
-- wrk ... -s wrk.lua URL -- FILE

local requests, at = {}, 0

function init(args)
  local file = assert(io.open(args[1], "rb"))
  local all = file:read("*a")
  file:close()
  local place = 1
  while place < #all do
    local size = tonumber(all:sub(place, place + 7))
    requests[#requests + 1] = all:sub(place + 8, place + 7 + size)
    place = place + 8 + size
  end
end

function request()
  at = at % #requests + 1
  return requests[at]
end

function done(summary, latency, _)
  local errors = summary.errors
  io.stderr:write(string.format(
    '{"requests": %d, "seconds": %.6f, "refused": %d, "broken": %d, "p50": %.3f, "p99": %.3f}\n',
    summary.requests, summary.duration / 1e6, errors.status,
    errors.connect + errors.read + errors.write + errors.timeout,
    latency:percentile(50) / 1000, latency:percentile(99) / 1000
  ))
end
