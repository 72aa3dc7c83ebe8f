// nanoflann: one tree with the filter in the result set, and trees partitioned by service and country, and by capability
// as well. nanoflann FOLDER 1|15|240 ROUNDS SECONDS
#include "workload.hpp"
#include <memory>
#include <nanoflann.hpp>

struct Cloud {
  std::vector<double> places;
  std::vector<uint32_t> units;
  size_t kdtree_get_point_count() const { return units.size(); }
  double kdtree_get_pt(size_t i, size_t axis) const { return places[i * 3 + axis]; }
  template <class Box> bool kdtree_get_bbox(Box &) const { return false; }
};
using Tree = nanoflann::KDTreeSingleIndexAdaptor<nanoflann::L2_Simple_Adaptor<double, Cloud>, Cloud, 3, uint32_t>;

struct Results {
  using DistanceType = double;
  Best &best;
  const Workload &workload;
  const Filter *filter;
  const uint32_t *units;
  size_t size() const { return best.count; }
  bool full() const { return best.count == 10; }
  double worstDist() const { return best.worst(); }
  bool addPoint(double distance, uint32_t i) {
    if (!filter || workload.passes(units[i], *filter)) best.add(distance, units[i]);
    return true;
  }
};

int main(int argc, char **argv) {
  if (argc < 5) return 64;
  Workload w(argv[1]);
  const int parts = atoi(argv[2]), rounds = atoi(argv[3]), countries = 5, capabilities = parts == 240 ? 16 : 1;
  const std::string side = parts == 1 ? "nanoflann" : "nanoflann " + std::to_string(parts);
  double start = processor();
  std::vector<std::unique_ptr<Cloud>> clouds;
  std::vector<std::unique_ptr<Tree>> trees(parts);
  for (int i = 0; i < parts; i++) clouds.emplace_back(new Cloud);
  for (size_t u = 0; u < w.units(); u++) {
    double place[3];
    earth_centred(w.longitude[u], w.latitude[u], place);
    for (int c = 0; c < capabilities; c++) {
      if (capabilities > 1 && !(w.capabilities[u] >> c & 1)) continue;
      Cloud &cloud = *clouds[parts == 1 ? 0 : (w.service[u] * countries + w.country[u]) * capabilities + c];
      cloud.places.insert(cloud.places.end(), place, place + 3);
      cloud.units.push_back(u);
    }
  }
  for (int i = 0; i < parts; i++) {
    if (clouds[i]->units.empty()) continue;
    trees[i].reset(new Tree(3, *clouds[i], nanoflann::KDTreeSingleIndexAdaptorParams(16)));
    trees[i]->buildIndex();
  }
  report_build(side.c_str(), processor() - start);
  auto query = [&](size_t i, Best &best, const Filter *filter) {
    double place[3];
    earth_centred(w.incident_longitude[i], w.incident_latitude[i], place);
    auto search = [&](int part) {
      if (!trees[part]) return;
      Results results{best, w, filter, clouds[part]->units.data()};
      trees[part]->findNeighbors(results, place, nanoflann::SearchParams());
    };
    if (parts == 1) return search(0);
    int capability = capabilities == 1 ? 0 : __builtin_ctz(filter->capability);
    for (int c = 0; c < countries; c++)
      if (c != filter->country) search((filter->service * countries + c) * capabilities + capability);
  };
  if (parts == 1)
    measure(side.c_str(), "plain", w, rounds, atof(argv[4]), [&](size_t i, Best &best) { query(i, best, nullptr); });
  for (bool rare : {false, true})
    measure(side.c_str(), rare ? "rare" : "frequent", w, rounds, atof(argv[4]), [&](size_t i, Best &best) {
      Filter filter = w.filter(i, rare);
      query(i, best, &filter);
    });
}
