#ifndef CHECKSUM_H
#define CHECKSUM_H

#include <stdint.h>

/// The checksum of the bytes of a page before the reserved ones, and of its number.
///
/// A change of any one word of eight bytes changes it for certain, others but for one in 2^64.
uint64_t page_checksum(const unsigned char *bytes, int count, uint64_t number);

/// The checksum that ends a page as it is stored, the least significant byte first.
uint64_t stored_checksum(const unsigned char *page, int page_size);
void store_checksum(unsigned char *page, int page_size, uint64_t checksum);

/// The checksum of SQLite's write-ahead log, which goes on from `sum`; `is_big_endian` says how it takes words.
void log_checksum(const unsigned char *bytes, int count, int is_big_endian, uint32_t sum[2]);

/// A number of four bytes, the most significant first, as SQLite writes it.
uint32_t big_endian_32(const unsigned char *bytes);
void store_big_endian_32(unsigned char *bytes, uint32_t value);

#endif
