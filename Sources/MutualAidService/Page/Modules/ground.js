// The ground of the map without tiles: countries, regions, borders with their uncertain strip, places by size.
import { get } from "./api.js";

export const ground = { coarse: null, fine: null, stations: [] };

export async function loadGround(detail) {
  ground[detail] ??= await get(`/ground/${detail}.json`);
  return ground[detail];
}

export async function loadStations() {
  if (!ground.stations.length) {
    const table = await get("/ground/stations.json");
    ground.stations = table.rows.map(([id, name, country, lat, lon, services, units]) => ({ id, name, country, lat, lon, services, units }));
  }
  return ground.stations;
}

export const areas = (collection, level) => collection.features.filter((feature) => feature.properties.level === level);

const near = (ring, lat, lon) => {
  let best = Infinity;
  for (const [x, y] of ring) {
    const dx = (x - lon) * 0.63;
    const dy = y - lat;
    best = Math.min(best, dx * dx + dy * dy);
  }
  return best;
};

// The two countries whose borders come nearest to a point, where they come near at all.
export function borderAt(collection, lat, lon, degrees) {
  const found = areas(collection, "country").map((feature) => ({
    code: feature.properties.country,
    distance: Math.sqrt(Math.min(...feature.geometry.coordinates.map((ring) => near(ring, lat, lon)))),
  })).sort((one, other) => one.distance - other.distance);
  return found[1]?.distance < degrees ? [found[0].code, found[1].code].sort() : null;
}
