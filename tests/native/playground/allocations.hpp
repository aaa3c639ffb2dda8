#pragma once

/// How often this program has taken memory from the heap so far; always 0 where that cannot be
/// counted.
long allocations();
