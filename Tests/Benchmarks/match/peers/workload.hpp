// What every peer shares: the columns that the benchmark program wrote, the filters, a list of the ten best, and timing.
#pragma once
#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>
#include <time.h>
#include <vector>

struct Filter {
  uint8_t service, country;
  uint16_t capability;
};

struct Workload {
  std::string folder;
  std::vector<double> longitude, latitude, incident_longitude, incident_latitude;
  std::vector<uint8_t> country, service, available, incident_country, service1, capability1, service2, capability2;
  std::vector<uint16_t> capabilities;
  std::vector<uint32_t> changes;

  template <class Value> void read(const char *name, std::vector<Value> &values) {
    std::ifstream file(folder + "/" + name, std::ios::binary);
    std::vector<char> bytes((std::istreambuf_iterator<char>(file)), {});
    if (bytes.empty()) {
      fprintf(stderr, "cannot read %s/%s\n", folder.c_str(), name);
      exit(1);
    }
    values.resize(bytes.size() / sizeof(Value));
    std::copy(bytes.begin(), bytes.end(), reinterpret_cast<char *>(values.data()));
  }

  explicit Workload(const char *path) : folder(path) {
    read("u_lon.f64", longitude);
    read("u_lat.f64", latitude);
    read("u_country.u8", country);
    read("u_service.u8", service);
    read("u_caps.u16", capabilities);
    read("u_avail.u8", available);
    read("q_lon.f64", incident_longitude);
    read("q_lat.f64", incident_latitude);
    read("q_country.u8", incident_country);
    read("q_s1.u8", service1);
    read("q_c1.u8", capability1);
    read("q_s2.u8", service2);
    read("q_c2.u8", capability2);
    read("toggles.u32", changes);
  }

  size_t units() const { return longitude.size(); }
  size_t incidents() const { return incident_longitude.size(); }
  // Units of a service, available, with a capability, from another country than the incident's.
  Filter filter(size_t i, bool rare) const {
    return rare ? Filter{service2[i], incident_country[i], uint16_t(1u << capability2[i])}
                : Filter{service1[i], incident_country[i], uint16_t(1u << capability1[i])};
  }
  bool passes(uint32_t u, const Filter &f) const {
    return available[u] && service[u] == f.service && country[u] != f.country && (capabilities[u] & f.capability);
  }
};

// Places as Earth-centred WGS84 coordinates in metres, so that peers order by the same chord as the index.
inline void earth_centred(double longitude, double latitude, double *v) {
  const double radian = M_PI / 180, f = 1 / 298.257223563, e2 = f * (2 - f);
  double s = sin(latitude * radian), c = cos(latitude * radian), n = 6378137 / sqrt(1 - e2 * s * s);
  v[0] = n * c * cos(longitude * radian);
  v[1] = n * c * sin(longitude * radian);
  v[2] = n * (1 - e2) * s;
}

struct Best {
  double distance[10];
  uint32_t unit[10];
  int count = 0;
  double worst() const { return count == 10 ? distance[9] : 1e300; }
  void add(double d, uint32_t u) {
    if (d >= worst()) return;
    int place = count < 10 ? count++ : 9;
    for (; place > 0 && distance[place - 1] > d; place--) {
      distance[place] = distance[place - 1];
      unit[place] = unit[place - 1];
    }
    distance[place] = d;
    unit[place] = u;
  }
};

inline double now() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

// Processor seconds of this thread: what others on the machine do does not count.
inline double processor() {
  timespec t;
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
  return t.tv_sec + t.tv_nsec * 1e-9;
}

// Runs a query over as many incidents as fit in the time, a few times, prints p50 and p99, and says how many of the lists
// are the index's (which orders by geodesics: chords order a few differently).
template <class Query>
void measure(const char *side, const char *what, const Workload &w, int rounds, double seconds, Query query) {
  size_t queries = std::min<size_t>(w.incidents(), 50);
  double start = now();
  Best best;
  for (size_t i = 0; i < queries; i++) best = Best(), query(i, best);
  double each = (now() - start) / queries;
  queries = std::min<size_t>(w.incidents(), std::max<size_t>(100, seconds / each));
  std::vector<uint32_t> answers;
  std::ifstream file(w.folder + "/answers_" + what + ".u32", std::ios::binary);
  std::vector<char> bytes((std::istreambuf_iterator<char>(file)), {});
  answers.resize(bytes.size() / 4);
  std::copy(bytes.begin(), bytes.end(), reinterpret_cast<char *>(answers.data()));
  std::vector<double> p50, p99, mean;
  size_t compared = 0, same = 0;
  for (int round = 0; round < rounds; round++) {
    std::vector<double> times(queries);
    double first = processor(), before = now();
    for (size_t i = 0; i < queries; i++) {
      best = Best();
      query(i, best);
      double after = now();
      times[i] = (after - before) * 1e6;
      if (round == 0 && (i + 1) * 10 <= answers.size()) {
        compared++;
        bool equal = true;
        for (int k = 0; k < best.count; k++) equal &= best.unit[k] == answers[i * 10 + k];
        same += equal;
      }
      before = round == 0 ? now() : after;
    }
    mean.push_back((processor() - first) / queries * 1e6);
    std::sort(times.begin(), times.end());
    p50.push_back(times[queries / 2]);
    p99.push_back(times[queries * 99 / 100]);
  }
  std::sort(p50.begin(), p50.end());
  std::sort(p99.begin(), p99.end());
  std::sort(mean.begin(), mean.end());
  printf("{\"side\": \"%s\", \"what\": \"%s\", \"p50_us\": %.3f, \"p99_us\": %.3f, \"cpu_us\": %.3f, \"same\": %.5f}\n",
         side, what, p50[rounds / 2], p99[rounds / 2], mean[rounds / 2], compared ? double(same) / compared : 1.0);
  fflush(stdout);
}

inline void report_build(const char *side, double seconds) {
  printf("{\"side\": \"%s\", \"what\": \"build\", \"seconds\": %.4f}\n", side, seconds);
  fflush(stdout);
}
