#include "CIndexKernels.h"
#include "dispatch.h"

// Plain loops over eight, which compilers turn into vectors.
static uint32_t box_distances_portable(
    const float *boxes, float x, float y, float z, float limit, float *distances) {
  uint32_t below = 0;
  for (int i = 0; i < 8; i++) {
    float dx = boxes[i] - x, dy = boxes[8 + i] - y, dz = boxes[16 + i] - z;
    float ex = x - boxes[24 + i], ey = y - boxes[32 + i], ez = z - boxes[40 + i];
    dx = dx > ex ? dx : ex;
    dy = dy > ey ? dy : ey;
    dz = dz > ez ? dz : ez;
    dx = dx > 0 ? dx : 0;
    dy = dy > 0 ? dy : 0;
    dz = dz > 0 ? dz : 0;
    distances[i] = dx * dx + dy * dy + dz * dz;
  }
  for (int i = 0; i < 8; i++) below |= (uint32_t)(distances[i] < limit) << i;
  return below;
}

static uint32_t point_distances_portable(
    const float *points, float x, float y, float z, float limit, float *distances) {
  uint32_t below = 0;
  for (int i = 0; i < 16; i++) {
    float dx = points[i] - x, dy = points[16 + i] - y, dz = points[32 + i] - z;
    distances[i] = dx * dx + dy * dy + dz * dz;
  }
  for (int i = 0; i < 16; i++) below |= (uint32_t)(distances[i] < limit) << i;
  return below;
}

#if defined(__x86_64__)
#include <immintrin.h>

__attribute__((target("avx2,fma"))) static uint32_t box_distances_avx2(
    const float *boxes, float x, float y, float z, float limit, float *distances) {
  const __m256 qx = _mm256_set1_ps(x), qy = _mm256_set1_ps(y), qz = _mm256_set1_ps(z), zero = _mm256_setzero_ps();
  __m256 dx = _mm256_max_ps(
      _mm256_max_ps(_mm256_sub_ps(_mm256_load_ps(boxes), qx), _mm256_sub_ps(qx, _mm256_load_ps(boxes + 24))), zero);
  __m256 dy = _mm256_max_ps(
      _mm256_max_ps(_mm256_sub_ps(_mm256_load_ps(boxes + 8), qy), _mm256_sub_ps(qy, _mm256_load_ps(boxes + 32))), zero);
  __m256 dz = _mm256_max_ps(
      _mm256_max_ps(_mm256_sub_ps(_mm256_load_ps(boxes + 16), qz), _mm256_sub_ps(qz, _mm256_load_ps(boxes + 40))), zero);
  __m256 d = _mm256_fmadd_ps(dx, dx, _mm256_fmadd_ps(dy, dy, _mm256_mul_ps(dz, dz)));
  _mm256_storeu_ps(distances, d);
  return (uint32_t)_mm256_movemask_ps(_mm256_cmp_ps(d, _mm256_set1_ps(limit), _CMP_LT_OQ));
}

__attribute__((target("avx2,fma"))) static uint32_t point_distances_avx2(
    const float *points, float x, float y, float z, float limit, float *distances) {
  const __m256 qx = _mm256_set1_ps(x), qy = _mm256_set1_ps(y), qz = _mm256_set1_ps(z), bound = _mm256_set1_ps(limit);
  uint32_t below = 0;
  for (int half = 0; half < 16; half += 8) {
    __m256 dx = _mm256_sub_ps(_mm256_load_ps(points + half), qx);
    __m256 dy = _mm256_sub_ps(_mm256_load_ps(points + 16 + half), qy);
    __m256 dz = _mm256_sub_ps(_mm256_load_ps(points + 32 + half), qz);
    __m256 d = _mm256_fmadd_ps(dx, dx, _mm256_fmadd_ps(dy, dy, _mm256_mul_ps(dz, dz)));
    _mm256_storeu_ps(distances + half, d);
    below |= (uint32_t)_mm256_movemask_ps(_mm256_cmp_ps(d, bound, _CMP_LT_OQ)) << half;
  }
  return below;
}

int index_has_avx2;
__attribute__((constructor)) static void find_out(void) {
  __builtin_cpu_init();
  index_has_avx2 = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
}
#endif

uint32_t index_box_distances(const float *boxes, float x, float y, float z, float limit, float *distances) {
  return CHOOSE(box_distances, boxes, x, y, z, limit, distances);
}

uint32_t index_point_distances(const float *points, float x, float y, float z, float limit, float *distances) {
  return CHOOSE(point_distances, points, x, y, z, limit, distances);
}
