#!/bin/sh
# All style checks in one command: `./play lint`, with --fix where a tool can mend by itself.
set -u
cd "$(dirname "$0")/.." || exit 1
failed=0
fix=${1:-}

check() {
  name=$1
  shift
  if ! "$@"; then
    echo "lint: $name found something" >&2
    failed=1
  fi
}

cpp_files() { find core wasm tests -name '*.cpp' -o -name '*.hpp' | sort; }
# wasm/ needs Emscripten's headers, which clang-tidy's own clang does not read.
# Tests are read by clang-format and the compiler alone: Catch2's macros are most of what clang-tidy would see.
tidy_files() { find core -name '*.cpp' | sort; }

clang_format() {
  cpp_files | xargs clang-format ${fix:+-i} $([ -n "$fix" ] || echo '--dry-run -Werror')
}

# clang-tidy takes minutes: it runs again when a source or its settings changed. Where this script is told to end, it does.
clang_tidy() {
  stamp=build/logs/clang-tidy.stamp
  if [ -e "$stamp" ] && [ -z "$(find core .clang-tidy \( -name '*.[ch]pp' -o -name .clang-tidy \) -newer "$stamp" | head -n 1)" ]; then
    return 0
  fi
  processors=$(getconf _NPROCESSORS_ONLN)
  mkdir -p build/logs
  touch "$stamp.new"
  tidy_files | xargs -n 3 -P "$processors" clang-tidy --quiet --extra-arg=-Wno-unknown-warning-option -p build/native >build/logs/clang-tidy.log 2>&1 &
  tidy=$!
  trap 'kill "$tidy"; exit 1' TERM INT
  if wait "$tidy"; then
    mv "$stamp.new" "$stamp"
  else
    grep -E 'warning:|error:' build/logs/clang-tidy.log | sort -u
    return 1
  fi
}

check clang-format clang_format
check clang-tidy clang_tidy
check prettier npx --no-install prettier $([ -n "$fix" ] && echo --write || echo --check) --log-level warn .
check eslint npx --no-install eslint ${fix:+--fix} .
check tsc npx --no-install tsc -p tsconfig.json
# The bench's peers bring the types that it is checked with; they are there once it has run.
if [ -d tests/bench/node_modules ]; then check "tsc of the bench" npx --no-install tsc -p tests/bench; fi
exit $failed
