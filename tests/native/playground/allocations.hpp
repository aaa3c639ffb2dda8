#pragma once

#include <cstdlib>

#if defined(__GLIBC__) && !defined(__SANITIZE_ADDRESS__)
/// How often this program has taken memory from the heap so far, where that can be counted.
#define COUNTS_ALLOCATIONS 1
long allocations();
#endif
