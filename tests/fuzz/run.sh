#!/bin/sh
# Fuzzes one reader with libFuzzer and the sanitizers (Debian: clang, libclang-rt-14-dev):
#   tests/fuzz/run.sh safetensors -runs=1000000
# The first word names a target fuzz_NAME of CMakeLists.txt; NAME.dict, tests/fixtures/NAME/ and what add_fuzz_seeds
# writes help it where they are.
# All else goes to libFuzzer. What it finds worth keeping stays in build/fuzz/corpus/NAME.
set -eu
cd "$(dirname "$0")/../.."
[ $# -gt 0 ] || { sed -n '2,6s/^# //p' "$0" >&2; exit 1; }
name=$1
shift
cmake --preset fuzz >/dev/null
cmake --build --preset fuzz --target "fuzz_$name" -- -j "${JOBS:-1}"
corpus=build/fuzz/corpus/$name
mkdir -p "$corpus"
dictionary=tests/fuzz/$name.dict
exec "build/fuzz/tests/fuzz/fuzz_$name" \
  $([ -e "$dictionary" ] && echo "-dict=$dictionary") \
  -artifact_prefix=build/fuzz/ -print_final_stats=1 -timeout=10 -max_len=4096 "$@" "$corpus" \
  $(for seeds in "tests/fixtures/$name" "build/fuzz/seeds/$name"; do [ ! -d "$seeds" ] || echo "$seeds"; done)
