#include "checksum.h"

#include <string.h>

// An odd number, so that multiplying by it loses nothing (the golden ratio's fraction).
#define FACTOR UINT64_C(0x9E3779B97F4A7C15)

static uint64_t word(const unsigned char *bytes) {
  uint64_t value;
  memcpy(&value, bytes, 8);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
  value = __builtin_bswap64(value);
#endif
  return value;
}

// Each step can be undone where either side is known: no difference in one word is ever lost.
static uint64_t mixed(uint64_t state, uint64_t word) {
  uint64_t product = (state ^ word) * FACTOR;
  return product << 29 | product >> 35;
}

uint64_t page_checksum(const unsigned char *bytes, int count, uint64_t number) {
  // Four sums side by side, since each step has to wait for the one before.
  uint64_t first = number, second = ~number, third = FACTOR, fourth = ~FACTOR;
  int place = 0;
  for (; place + 32 <= count; place += 32) {
    first = mixed(first, word(bytes + place));
    second = mixed(second, word(bytes + place + 8));
    third = mixed(third, word(bytes + place + 16));
    fourth = mixed(fourth, word(bytes + place + 24));
  }
  for (; place + 8 <= count; place += 8) first = mixed(first, word(bytes + place));
  for (; place < count; place++) second = mixed(second, bytes[place]);
  return mixed(mixed(mixed(mixed(number, first), second), third), fourth);
}

uint64_t stored_checksum(const unsigned char *page, int page_size) { return word(page + page_size - 8); }

void store_checksum(unsigned char *page, int page_size, uint64_t checksum) {
  for (int place = 0; place < 8; place++) page[page_size - 8 + place] = (unsigned char)(checksum >> 8 * place);
}

uint32_t big_endian_32(const unsigned char *bytes) {
  return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 | bytes[3];
}

void store_big_endian_32(unsigned char *bytes, uint32_t value) {
  for (int place = 0; place < 4; place++) bytes[place] = (unsigned char)(value >> (24 - 8 * place));
}

static uint32_t little_endian_32(const unsigned char *bytes) {
  return (uint32_t)bytes[3] << 24 | (uint32_t)bytes[2] << 16 | (uint32_t)bytes[1] << 8 | bytes[0];
}

void log_checksum(const unsigned char *bytes, int count, int is_big_endian, uint32_t sum[2]) {
  uint32_t first = sum[0], second = sum[1];
  for (int place = 0; place + 8 <= count; place += 8) {
    const unsigned char *pair = bytes + place;
    first += (is_big_endian ? big_endian_32(pair) : little_endian_32(pair)) + second;
    second += (is_big_endian ? big_endian_32(pair + 4) : little_endian_32(pair + 4)) + first;
  }
  sum[0] = first;
  sum[1] = second;
}
