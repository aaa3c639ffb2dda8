#include "kernels/sequence_attention.hpp"

namespace playground {

template void sequence_attention_forward(const float*, const float*, const float*, const MaskTable&,
                                         const SequenceShape&, float*, float*, float*);
template void sequence_attention_backward(const float*, const float*, const float*, const float*,
                                          const float*, const SequenceShape&, float*, float*,
                                          float*, float*, float*);

}  // namespace playground
