// S2ClosestPointQuery, which takes no predicate: it is asked for more until ten pass. s2 FOLDER ROUNDS SECONDS
#include "workload.hpp"
#include <s2/s2closest_point_query.h>
#include <s2/s2latlng.h>
#include <s2/s2point_index.h>

int main(int argc, char **argv) {
  if (argc < 4) return 64;
  Workload w(argv[1]);
  double start = processor();
  S2PointIndex<uint32_t> index;
  for (size_t u = 0; u < w.units(); u++) index.Add(S2LatLng::FromDegrees(w.latitude[u], w.longitude[u]).ToPoint(), u);
  report_build("S2", processor() - start);
  auto query = [&](size_t i, Best &best, const Filter *filter, size_t asked) {
    S2ClosestPointQuery<uint32_t>::PointTarget target(
        S2LatLng::FromDegrees(w.incident_latitude[i], w.incident_longitude[i]).ToPoint());
    for (;; asked *= 4) {
      S2ClosestPointQuery<uint32_t> search(&index);
      search.mutable_options()->set_max_results(std::min(asked, w.units()));
      best = Best();
      for (const auto &result : search.FindClosestPoints(&target)) {
        if (!filter || w.passes(result.data(), *filter)) best.add(best.count, result.data());
        if (best.count == 10) return;
      }
      if (asked >= w.units()) return;
    }
  };
  const int rounds = atoi(argv[2]);
  measure("S2", "plain", w, rounds, atof(argv[3]), [&](size_t i, Best &best) { query(i, best, nullptr, 10); });
  for (bool rare : {false, true})
    measure("S2", rare ? "rare" : "frequent", w, rounds, atof(argv[3]), [&](size_t i, Best &best) {
      Filter filter = w.filter(i, rare);
      query(i, best, &filter, rare ? 4000 : 400);
    });
}
