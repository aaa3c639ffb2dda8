// Where the headers of all tests are compiled; see CMakeLists.txt.
#include "catch.hpp"
