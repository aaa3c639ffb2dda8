// Counts what a test program takes from the heap: glibc lets a program bring its own malloc. Included by one file of a
// program.
#pragma once

#include <atomic>
#include <cstdlib>

#if defined(__GLIBC__) && !defined(__SANITIZE_ADDRESS__)
