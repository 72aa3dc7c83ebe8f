#include "CIndexKernels.h"
#include "dispatch.h"

typedef double four __attribute__((vector_size(32)));
typedef double four_unaligned __attribute__((vector_size(32), aligned(8)));

// The line between is taken for an arc with the radius of curvature that Euler's formula gives for its azimuth at the
// middle. Of a place to itself the formula is 0/0 for the azimuth, which then does not matter.
static inline __attribute__((always_inline)) void geodesics(
    const index_frame *f, const double *x, const double *y, const double *z, int count, double *distances) {
  const double flatter = 1 - f->eccentricity_squared;
  for (int i = 0; i < count; i += 4) {
    const four wx = *(const four_unaligned *)(x + i) - f->from[0], wy = *(const four_unaligned *)(y + i) - f->from[1],
               wz = *(const four_unaligned *)(z + i) - f->from[2];
    const four squared = wx * wx + wy * wy + wz * wz;
    const four mx = f->origin[0] + f->from[0] + 0.5 * wx, my = f->origin[1] + f->from[1] + 0.5 * wy,
               mz = f->origin[2] + f->from[2] + 0.5 * wz;
    const four height = mx * f->polar[0] + my * f->polar[1] + mz * f->polar[2];
    const four from_axis = mx * mx + my * my + mz * mz - height * height;
    const four steep = height * (1 / flatter);
    // w = 1 - e² sin² of the latitude at the middle.
    const four w = 1 - f->eccentricity_squared * (steep * steep / (steep * steep + from_axis));
    // East is at right angles to the axis and to the middle; on the axis every direction has the same curvature.
    const four eastward = wx * (f->polar[1] * mz - f->polar[2] * my) + wy * (f->polar[2] * mx - f->polar[0] * mz)
                          + wz * (f->polar[0] * my - f->polar[1] * mx);
    const four across = from_axis * squared;
    const four east_share =
        __builtin_elementwise_min(eastward * eastward / __builtin_elementwise_max(across, (four){} + 1e-300), (four){} + 1);
    const four chord = __builtin_elementwise_sqrt(squared);
    const four curvature = __builtin_elementwise_sqrt(w) * (1 / f->equatorial_radius)
                           * ((1 - east_share) * w * (1 / flatter) + east_share);
    const four half = chord * curvature * 0.5, s = half * half;
    *(four_unaligned *)(distances + i) = chord * (1 + s * (1.0 / 6 + s * (3.0 / 40 + s * (15.0 / 336))));
  }
}

static void geodesics_portable(
    const index_frame *f, const double *x, const double *y, const double *z, int count, double *distances) {
  geodesics(f, x, y, z, count, distances);
}

#if defined(__x86_64__)
__attribute__((target("avx2,fma"))) static void geodesics_avx2(
    const index_frame *f, const double *x, const double *y, const double *z, int count, double *distances) {
  geodesics(f, x, y, z, count, distances);
}
#endif

void index_geodesics(
    const index_frame *f, const double *x, const double *y, const double *z, int count, double *distances) {
  CHOOSE(geodesics, f, x, y, z, count, distances);
}
