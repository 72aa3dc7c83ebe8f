// Boost.Geometry's R-tree, packed, with a predicate. boost FOLDER ROUNDS SECONDS
#include "workload.hpp"
#include <boost/geometry.hpp>
#include <boost/geometry/index/rtree.hpp>
#include <boost/iterator/function_output_iterator.hpp>

namespace bg = boost::geometry;
namespace bgi = bg::index;
using Point = bg::model::point<double, 3, bg::cs::cartesian>;
using Value = std::pair<Point, uint32_t>;

static Point point(double longitude, double latitude) {
  double v[3];
  earth_centred(longitude, latitude, v);
  return Point(v[0], v[1], v[2]);
}

int main(int argc, char **argv) {
  if (argc < 4) return 64;
  Workload w(argv[1]);
  const int rounds = atoi(argv[2]);
  double start = processor();
  std::vector<Value> values(w.units());
  for (size_t u = 0; u < w.units(); u++) values[u] = {point(w.longitude[u], w.latitude[u]), uint32_t(u)};
  bgi::rtree<Value, bgi::rstar<16>> tree(values.begin(), values.end());
  report_build("Boost", processor() - start);
  auto place = [&](size_t i) { return point(w.incident_longitude[i], w.incident_latitude[i]); };
  measure("Boost", "plain", w, rounds, atof(argv[3]), [&](size_t i, Best &best) {
    Point p = place(i);
    auto add = [&](const Value &v) { best.add(bg::comparable_distance(v.first, p), v.second); };
    tree.query(bgi::nearest(p, 10), boost::make_function_output_iterator(add));
  });
  for (bool rare : {false, true})
    measure("Boost", rare ? "rare" : "frequent", w, rounds, atof(argv[3]), [&](size_t i, Best &best) {
      Point p = place(i);
      Filter filter = w.filter(i, rare);
      auto add = [&](const Value &v) { best.add(bg::comparable_distance(v.first, p), v.second); };
      tree.query(bgi::nearest(p, 10) && bgi::satisfies([&](const Value &v) { return w.passes(v.second, filter); }),
                 boost::make_function_output_iterator(add));
    });
}
