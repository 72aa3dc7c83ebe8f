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

// Asks for a cache line that will be read soon.
static inline void index_prefetch(const void *address) { __builtin_prefetch(address); }
