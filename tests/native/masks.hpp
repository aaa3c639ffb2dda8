// Masks of every kind and their combinations, in canonical text.
#pragma once

namespace playground {

constexpr const char* kMasks[] = {"none",
                                  "causal",
                                  "noself",
                                  "causal+noself",
                                  "window:1",
                                  "window:3",
                                  "window:100",
                                  "causal+window:4",
                                  "dilated:1,1",
                                  "dilated:3,2",
                                  "causal+dilated:9,5",
                                  "global:0",
                                  "global:2,5,900",
                                  "causal+window:2+global:0,5",
                                  "window:2+dilated:3,4",
                                  "noself+window:1",
                                  "bits:3,o4A",
                                  "causal+bits:4,AAA",
                                  "causal+noself+window:3+dilated:2,5+global:1+bits:3,o4A"};

}  // namespace playground
