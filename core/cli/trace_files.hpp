// A trace as JSON and as .npy files.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "formats/json_writer.hpp"
#include "trace.hpp"
#include "train/model_scores.hpp"

namespace playground {

/// [{ id, text, start, end }, …]
void write_tokens(JsonWriter& json, std::span<const Token> tokens, std::string_view text);

/// The whole trace: { version, request, tokens, length, layers: [{ input, heads: [{ role, share,
/// statistics, weights, scores, query, key, value, output }], concat, projected }], output }.
/// `roles`: what each head was measured to do (L · H); empty where nothing was measured.
Result<std::string> trace_json(Trace& trace, const std::vector<HeadRole>& roles);

/// Each tensor in its own file in the folder, which is made: weights and scores (L, H, N, N);
/// query, key, value, output (L, H, N, K); input (L + 1, N, D); concat, projected (L, N, D);
/// query_matrix, key_matrix, value_matrix, output_matrix (L, D, D).
Result<void> write_trace_npy(Trace& trace, const std::string& folder);

}  // namespace playground
