#include "train/story_lexicon.hpp"

#include <algorithm>
#include <array>

#include "train/story_grammar.hpp"

namespace playground {
namespace lexicon {
namespace {

constexpr std::string_view kFunctionWords =
    ". , the a an some because so but when before after and not did do does that to near beside "
    "behind in on then always often sometimes quickly quietly one day yesterday last night every "
    "today someone something else";
constexpr std::string_view kPronouns = "he she it they him her them";
constexpr int kPronounOrder[] = {0, 1, 2, 3, 4, 5, 7};

// Room for the words and for the longest of the tables; a test counts them.
constexpr size_t kMostWords = 640;
constexpr size_t kMostEntries = 128;

/// All words in their order, what they are, and where each table's words begin. Plain arrays, as
/// every vector's growth would be compiled into the page.
class Words {
 public:
  Words() {
    add(kFunctionWords, Kind::kFunction, 0);
    const int pronouns = add(kPronouns, Kind::kPronoun, 0);
    for (int i = 0; i < 7; ++i) {
      infos_[static_cast<size_t>(pronouns + i)] = {Kind::kPronoun,
                                                   static_cast<uint8_t>(kPronounOrder[i]), 0};
      pronouns_[kPronounOrder[i]] = pronouns + i;
    }
    pronouns_[kSubjectPronouns + kIt] = pronouns_[kIt];
    add_table(linking_verbs(), linking_, Kind::kLinkingVerb);
    add_table(nouns(), nouns_, Kind::kNoun);
    size_t verb = 0;
    for (size_t i = 0; i < frames().size(); ++i) {
      const char* forms = frames()[i].forms;
      if (forms[0] != '\0') {
        verbs_[verb] = static_cast<uint16_t>(add(forms, Kind::kVerb, verb));
        ++verb;
      }
      verb_of_frame_[i] = static_cast<uint16_t>(verb - 1);
    }
    add_table(adjectives(), adjectives_, Kind::kAdjective);
    for (size_t i = 0; i < count_; ++i) {
      size_t place = i;
      for (; place > 0 && at(sorted_[place - 1]) > words_[i]; --place) {
        sorted_[place] = sorted_[place - 1];
      }
      sorted_[place] = static_cast<uint16_t>(i);
    }
  }

  [[nodiscard]] std::string_view at(int word) const { return words_[static_cast<size_t>(word)]; }
  [[nodiscard]] std::span<const std::string_view> all() const { return {words_.data(), count_}; }
  [[nodiscard]] WordInfo info(int word) const { return infos_[static_cast<size_t>(word)]; }
  [[nodiscard]] int noun(int index) const { return nouns_[static_cast<size_t>(index)]; }
  [[nodiscard]] int verb(int index) const { return verbs_[static_cast<size_t>(index)]; }
  [[nodiscard]] int adjective(int index) const { return adjectives_[static_cast<size_t>(index)]; }
  [[nodiscard]] int pronoun(int index) const { return pronouns_[index]; }
  [[nodiscard]] int frame_verb(int frame) const {
    return verb_of_frame_[static_cast<size_t>(frame)];
  }
  /// A linking verb's past has one form for both numbers, except was and were.
  [[nodiscard]] int linking(int index, int form) const {
    return linking_[static_cast<size_t>(index)] + (index > 0 ? std::min(form, 2) : form);
  }
  [[nodiscard]] int find(std::string_view text) const {
    size_t first = 0;
    size_t last = count_;
    while (first < last) {
      const size_t middle = (first + last) / 2;
      if (at(sorted_[middle]) < text) {
        first = middle + 1;
      } else {
        last = middle;
      }
    }
    return first < count_ && at(sorted_[first]) == text ? sorted_[first] : -1;
  }

 private:
  using Firsts = std::array<uint16_t, kMostEntries>;

  static const char* forms_of(const Noun& noun) { return noun.forms; }
  static const char* forms_of(const Adjective& adjective) { return adjective.word; }
  static const char* forms_of(const LinkingVerb& verb) { return verb.forms; }

  template <class Row>
  void add_table(std::span<const Row> table, Firsts& firsts, Kind kind) {
    for (size_t i = 0; i < table.size(); ++i) {
      firsts[i] = static_cast<uint16_t>(add(forms_of(table[i]), kind, i));
    }
  }
  /// Adds the forms (a form that repeats the one before it once) and returns the first one's place.
  int add(std::string_view forms, Kind kind, size_t index) {
    const size_t first = count_;
    for (uint8_t form = 0; !forms.empty(); ++form) {
      const size_t length = std::min(forms.find(' '), forms.size());
      const std::string_view text = forms.substr(0, length);
      if (form == 0 || text != words_[count_ - 1]) {
        words_[count_] = text;
        infos_[count_] = {kind, static_cast<uint8_t>(index), form};
        ++count_;
      }
      forms.remove_prefix(std::min(length + 1, forms.size()));
    }
    return static_cast<int>(first);
  }

  std::array<std::string_view, kMostWords> words_;
  std::array<WordInfo, kMostWords> infos_;
  std::array<uint16_t, kMostWords> sorted_ = {};
  size_t count_ = 0;
  Firsts linking_ = {}, nouns_ = {}, verbs_ = {}, adjectives_ = {}, verb_of_frame_ = {};
  int pronouns_[8] = {};
};

const Words& words() {
  static const Words instance;
  return instance;
}

}  // namespace

WordInfo word_info(int word) {
  return words().info(word);
}
int noun_word(int noun, bool plural) {
  return words().noun(noun) + (plural ? 1 : 0);
}
int verb_word(int verb, int form) {
  return words().verb(verb) + form;
}
int linking_word(int verb, int form) {
  return words().linking(verb, form);
}
int adjective_word(int adjective) {
  return words().adjective(adjective);
}
int pronoun_word(int pronoun, bool object) {
  return words().pronoun(pronoun + (object ? kSubjectPronouns : 0));
}
int verb_of_frame(int frame) {
  return words().frame_verb(frame);
}

bool has_plural(int noun) {
  const std::string_view forms = nouns()[static_cast<size_t>(noun)].forms;
  return forms.find(' ') != std::string_view::npos;
}

bool starts_with_vowel(int word) {
  return std::string_view("aeiou").find(words().at(word)[0]) != std::string_view::npos;
}

bool can_stand_for(int pronoun, int noun, bool plural) {
  if (plural || pronoun == kThey) {
    return plural && pronoun == kThey;
  }
  switch (nouns()[static_cast<size_t>(noun)].gender) {
    case Gender::kHe:
      return pronoun == kHe;
    case Gender::kShe:
      return pronoun == kShe;
    case Gender::kIt:
      return pronoun == kIt;
    case Gender::kEither:
      return pronoun == kHe || pronoun == kShe;
  }
  return false;
}

}  // namespace lexicon

std::span<const std::string_view> story_words() {
  return lexicon::words().all();
}
int word_index(std::string_view lower_case) {
  return lexicon::words().find(lower_case);
}

std::string story_word_kinds() {
  std::string kinds;
  for (size_t i = 0; i < story_words().size(); ++i) {
    const lexicon::WordInfo info = lexicon::word_info(static_cast<int>(i));
    const std::string_view word = story_words()[i];
    switch (info.kind) {
      case lexicon::Kind::kFunction:
        kinds += word == "do" || word == "does" ? 'v' : '.';
        break;
      case lexicon::Kind::kPronoun:
        kinds += 'p';
        break;
      case lexicon::Kind::kNoun:
        kinds += 'n';
        break;
      case lexicon::Kind::kVerb:
        kinds += std::string_view("bvd")[info.form];
        break;
      case lexicon::Kind::kLinkingVerb:
        kinds += info.form < 2 ? 'v' : 'd';
        break;
      case lexicon::Kind::kAdjective:
        kinds += 'a';
        break;
    }
  }
  return kinds;
}

std::string story_text(std::span<const int> words) {
  std::string text;
  bool sentence_begins = true;
  for (const int word : words) {
    const std::string_view spelling = story_words()[static_cast<size_t>(word)];
    const bool punctuation = spelling == "." || spelling == ",";
    if (!text.empty() && !punctuation) {
      text += ' ';
    }
    const size_t begin = text.size();
    text += spelling;
    if (sentence_begins && text[begin] >= 'a' && text[begin] <= 'z') {
      text[begin] = static_cast<char>(text[begin] - 'a' + 'A');
    }
    sentence_begins = spelling == ".";
  }
  return text;
}

}  // namespace playground
