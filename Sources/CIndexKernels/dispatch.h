#pragma once

// Whether the processor has AVX2 and FMA; set before main, so that no thread sees it change.
#if defined(__x86_64__)
extern int index_has_avx2;
#define CHOOSE(name, ...) (index_has_avx2 ? name##_avx2(__VA_ARGS__) : name##_portable(__VA_ARGS__))
#else
#define CHOOSE(name, ...) name##_portable(__VA_ARGS__)
#endif
