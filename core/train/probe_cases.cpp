#include "train/probe_cases.hpp"

namespace playground {

std::vector<ProbeCase> cases_of(const Story& story) {
  std::vector<ProbeCase> cases;
  for (const Link& link : story.links) {
    const Probe probe = link.kind == LinkKind::kPronoun     ? Probe::kPronoun
                        : link.kind == LinkKind::kAdjective ? Probe::kAdjective
                                                            : Probe::kVerb;
    // In the past a verb does not tell its subject's number: nothing makes a head look for it.
    if (probe == Probe::kVerb && !link.present) {
      continue;
    }
    cases.push_back({probe, link.from, link.to});
    if (probe == Probe::kAdjective) {
      cases.push_back(
          {link.first_of_two ? Probe::kFirstOfTwo : Probe::kSingleAdjective, link.from, link.to});
    }
  }
  const auto count = static_cast<Index>(story.words.size());
  for (Index i = 0; i < count; ++i) {
    if (i > 0) {
      cases.push_back({Probe::kPrevious, i, i - 1});
      cases.push_back({Probe::kFirst, i, 0});
    }
    if (i + 1 < count) {
      cases.push_back({Probe::kNext, i, i + 1});
    }
    for (Index j = 0; j < i; ++j) {
      if (story.words[static_cast<size_t>(i)].word == story.words[static_cast<size_t>(j)].word) {
        cases.push_back({Probe::kSame, i, j});
        break;
      }
    }
  }
  return cases;
}

}  // namespace playground
