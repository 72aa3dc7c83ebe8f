#pragma once
#include <stdint.h>

// The arithmetic on eight or sixteen things at a time that a search over the unit index does at every step. On x86-64 with
// AVX2 and FMA, found out at run time, it uses those; elsewhere what the compiler makes of the vectors.

// Squared distances from a point to eight boxes: lowest x of the eight, lowest y, lowest z, highest x, y, z, 32-byte
// aligned. Writes all eight and returns one bit for each that is below the limit.
uint32_t index_box_distances(const float *boxes, float x, float y, float z, float limit, float *distances);

// Squared distances from a point to sixteen points: x of the sixteen, then y, then z, 64-byte aligned. Writes all sixteen
// and returns one bit for each that is below the limit.
uint32_t index_point_distances(const float *points, float x, float y, float z, float limit, float *distances);

// An ellipsoid in a frame: its axis and its centre's distance, squared eccentricity, equatorial radius; and the place from
// which distances are measured.
typedef struct {
  double from[3], polar[3], origin[3];
  double eccentricity_squared, equatorial_radius;
} index_frame;

// Geodesic distances from a place to `count` others, up to `ChordLength.error`: x of the others, y, z, each with room for a
// multiple of four.
void index_geodesics(const index_frame *frame, const double *x, const double *y, const double *z, int count, double *distances);
