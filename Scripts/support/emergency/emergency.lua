-- Emergency vehicles with siren, as a change of OSRM's own car profile: Scripts/roads puts both into one folder, with the
-- tables of speeds.csv and factors.csv as Lua beside them.
--
-- Speeds are those of the table by road class, or the posted limit where there is one, times the siren's factor, and never
-- above the class's greatest, over the slowness of the class in the condition asked for; bad surfaces slow as they slow a car. Ways that are closed to cars and not to emergency vehicles
-- are open; turns, signals and barriers cost less.

local car = require("car")
local tables = require("emergency_tables")

local function setup()
  local profile = car.setup()
  for class, speed in pairs(tables.speeds) do
    profile.speeds.highway[class] = speed.usual
  end
  -- The limit itself, not what a car makes of it.
  profile.speed_reduction = 1
  for _, tag in ipairs({ "emergency", "emergency_vehicle", "psv", "bus", "official", "destination", "customers",
                         "private", "delivery", "residents", "permit" }) do
    profile.access_tag_blacklist[tag] = nil
    profile.access_tag_whitelist[tag] = true
    profile.restricted_access_tag_list[tag] = nil
  end
  profile.service_access_tag_blacklist["private"] = nil
  -- The soonest way, whatever its kind.
  profile.properties.weight_name = "duration"
  return profile
end

local function process_way(profile, way, result, relations)
  car.process_way(profile, way, result, relations)
  local speed = tables.speeds[way:get_value_by_key("highway")]
  if not speed then return end
  local function hurried(value)
    return math.min(value * tables.factors.siren, math.max(speed.greatest, value)) / speed.slowness
  end
  if result.forward_speed > 0 then result.forward_speed = hurried(result.forward_speed) end
  if result.backward_speed > 0 then result.backward_speed = hurried(result.backward_speed) end
  if result.forward_rate and result.forward_rate > 0 then result.forward_rate = result.forward_speed / 3.6 end
  if result.backward_rate and result.backward_rate > 0 then result.backward_rate = result.backward_speed / 3.6 end
end

local function process_turn(profile, turn)
  car.process_turn(profile, turn)
  turn.duration = turn.duration * tables.factors.turn
  turn.weight = turn.duration
end

return {
  setup = setup,
  process_way = process_way,
  process_node = car.process_node,
  process_turn = process_turn,
}
