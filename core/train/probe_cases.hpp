// Where heads should look in a story, probe by probe.
#pragma once

#include <vector>

#include "train/probes.hpp"

namespace playground {

/// A row to look at, and where its largest weight should be: positions in Story::words.
struct ProbeCase {
  Probe probe;
  Index query;
  Index target;
};

/// All cases of a story, of every probe.
std::vector<ProbeCase> cases_of(const Story& story);

}  // namespace playground
