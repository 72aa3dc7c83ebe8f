#include "CIndexKernels.h"
#include "dispatch.h"
#include <math.h>
#include <string.h>

// Beyond this many values, counting all against all costs more than halving.
enum { MOST_COUNTED = 96 };

static void pad(float *values, int count) {
  for (int i = count; i % 8 != 0; i++) values[i] = INFINITY;
}

static float from_bits(uint32_t bits) {
  float value;
  memcpy(&value, &bits, sizeof value);
  return value;
}

// Bits of floats that are not negative order like them: halve the range of bits until one value is left.
static float kth_by_halving(const float *values, int count, int k) {
  uint32_t low = 0, high = 0x7F800000;
  while (low < high) {
    uint32_t middle = low + (high - low) / 2;
    float bound = from_bits(middle);
    int below = 0;
    for (int i = 0; i < count; i++) below += values[i] <= bound;
    if (below >= k) high = middle;
    else low = middle + 1;
  }
  return from_bits(low);
}

static float kth_portable(const float *values, int count, int k) {
  float best = INFINITY;
  for (int i = 0; i < count; i++) {
    int below = 0;
    for (int j = 0; j < count; j++) below += values[j] <= values[i];
    if (below >= k && values[i] < best) best = values[i];
  }
  return best;
}

static void ranks_portable(const float *values, int count, uint32_t *ranks) {
  for (int i = 0; i < count; i++) {
    uint32_t below = 0;
    for (int j = 0; j < count; j++) below += (values[j] < values[i]) | ((values[j] == values[i]) & (j < i));
    ranks[i] = below;
  }
}

#if defined(__x86_64__)
#include <immintrin.h>

__attribute__((target("avx2,fma"))) static float kth_avx2(const float *values, int count, int k) {
  __m256 best = _mm256_set1_ps(INFINITY);
  for (int i = 0; i < count; i += 8) {
    const __m256 these = _mm256_load_ps(values + i);
    __m256i below = _mm256_setzero_si256();
    for (int j = 0; j < count; j++)
      below = _mm256_sub_epi32(
          below, _mm256_castps_si256(_mm256_cmp_ps(_mm256_broadcast_ss(values + j), these, _CMP_LE_OQ)));
    const __m256 enough = _mm256_castsi256_ps(_mm256_cmpgt_epi32(below, _mm256_set1_epi32(k - 1)));
    best = _mm256_min_ps(best, _mm256_blendv_ps(_mm256_set1_ps(INFINITY), these, enough));
  }
  __m128 half = _mm_min_ps(_mm256_castps256_ps128(best), _mm256_extractf128_ps(best, 1));
  half = _mm_min_ps(half, _mm_movehl_ps(half, half));
  return _mm_cvtss_f32(_mm_min_ss(half, _mm_shuffle_ps(half, half, 1)));
}

__attribute__((target("avx2,fma"))) static void ranks_avx2(const float *values, int count, uint32_t *ranks) {
  for (int i = 0; i < count; i += 8) {
    const __m256 these = _mm256_load_ps(values + i);
    const __m256i numbers = _mm256_add_epi32(_mm256_set1_epi32(i), _mm256_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7));
    __m256i below = _mm256_setzero_si256();
    for (int j = 0; j < count; j++) {
      const __m256 other = _mm256_broadcast_ss(values + j);
      const __m256i less = _mm256_castps_si256(_mm256_cmp_ps(other, these, _CMP_LT_OQ));
      const __m256i tied = _mm256_and_si256(
          _mm256_castps_si256(_mm256_cmp_ps(other, these, _CMP_EQ_OQ)), _mm256_cmpgt_epi32(numbers, _mm256_set1_epi32(j)));
      below = _mm256_sub_epi32(below, _mm256_or_si256(less, tied));
    }
    _mm256_storeu_si256((__m256i *)(ranks + i), below);
  }
}

#endif

float index_kth(float *values, int count, int k) {
  if (count > MOST_COUNTED) return kth_by_halving(values, count, k);
  pad(values, count);
  return CHOOSE(kth, values, count, k);
}

void index_ranks(float *values, int count, uint32_t *ranks) {
  pad(values, count);
  CHOOSE(ranks, values, count, ranks);
}
