#pragma once

#include <algorithm>

namespace playground {

/// Sorts in O(n log n), not stably. std::sort and std::stable_sort are several times as much
/// WebAssembly in each of the kinds that they are made for.
template <class Items, class Less>
void heap_sort(Items& items, Less less) {
  std::make_heap(items.begin(), items.end(), less);
  std::sort_heap(items.begin(), items.end(), less);
}
template <class Items>
void heap_sort(Items& items) {
  std::make_heap(items.begin(), items.end());
  std::sort_heap(items.begin(), items.end());
}

}  // namespace playground
