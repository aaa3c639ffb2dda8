"""Look at the attention of your own model: one self-contained HTML file, or a figure in a notebook.

    from attention_view import attention_view
    attention_view(tokens, attentions)                  # in a notebook: the figure
    attention_view(tokens, attentions, "view.html")     # a file that any browser opens, without a network

Plain Python 3.8 or newer; NumPy and PyTorch are read where they are used, and not needed. The file has the playground's
element, attention-playground.lite.js, in it: found beside this file, in ../dist, or where `script` says.
"""

import base64
import html
import json
import math
import os
import sys
from array import array

SCRIPT = "attention-playground.lite.js"

# The document asks nothing of any network: all that it may use is in it.
PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'unsafe-inline' 'wasm-unsafe-eval'; \
style-src 'unsafe-inline'; worker-src blob:; img-src data: blob:">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Attention</title>
<style>:root { color-scheme: light dark } body { margin: 8px }</style>
<script>%(script)s</script>
</head>
<body>
<main>
<attention-playground view="text,matrix,heads" controls="head,cell">This figure needs JavaScript.</attention-playground>
</main>
<script>
{
  const { tokens, layers, heads, numbers } = %(data)s;
  const bytes = Uint8Array.from(atob(numbers), (sign) => sign.charCodeAt(0));
  const all = new Float32Array(bytes.buffer);
  const range = (count) => Array.from({ length: count }, (_, index) => index);
  const N = tokens.length;
  const row = (layer, head, query) => {
    const start = ((layer * heads + head) * N + query) * N;
    return all.subarray(start, start + N);
  };
  const figure = document.querySelector('attention-playground');
  figure.matrices = {
    tokens,
    weights: range(layers).map((layer) =>
      range(heads).map((head) => range(N).map((query) => row(layer, head, query)))),
  };
  if (parent !== window) {
    const say = (type, more) => parent.postMessage({ playground: 1, type, ...more }, '*');
    const main = document.querySelector('main');
    new ResizeObserver(() => say('height', { height: Math.ceil(main.offsetHeight) + 16 })).observe(main);
    addEventListener('message', ({ data, source }) => {
      if (source !== parent || data?.playground !== 1) return;
      figure.setAttribute('theme', data.theme);
      document.documentElement.style.colorScheme = data.theme;
    });
    say('hello');
  }
}
</script>
</body>
</html>
"""

# What a notebook shows. Where it is not trusted, and on sites that only display it, frames are taken out: the words stay.
FRAME = """<iframe title="Attention" sandbox="allow-scripts" width="100%%" height="%(height)d" style="border: 0" \
srcdoc="%(document)s">The figure is shown where this notebook is trusted: run the cell.</iframe>"""

# Beside the frame, which cannot see what is around it. A notebook's own theme need not be the system's, and each kind names
# it differently; all have light letters where they are dark.
NOTEBOOK = """<script>
{
  const frame = document.currentScript.previousElementSibling;
  const isSized = %(sized)s;
  const tellTheme = () => {
    const [red, green, blue] = getComputedStyle(frame).color.match(/[\\d.]+/g);
    const theme = +red + +green + +blue > 384 ? 'dark' : 'light';
    // Where both agree, what is around shows through the frame.
    frame.style.colorScheme = theme;
    frame.contentWindow?.postMessage({ playground: 1, type: 'theme', theme }, '*');
  };
  addEventListener('message', ({ data, source }) => {
    if (source !== frame.contentWindow || data?.playground !== 1) return;
    if (data.type === 'hello') tellTheme();
    if (data.type === 'height' && isSized) frame.style.height = `${Math.min(data.height, 20000)}px`;
  });
  for (const around of [document.documentElement, document.body]) {
    new MutationObserver(tellTheme).observe(around, { attributes: true });
  }
}
</script>"""


class AttentionView:
    """What attention_view() gives: the document as `.html`, `.save(path)`, and a frame with it in a notebook."""

    def __init__(self, document, height):
        self.html = document
        self.height = height

    def save(self, path):
        """Writes the document; gives this view back."""
        with open(path, "w", encoding="utf-8") as file:
            file.write(self.html)
        return self

    def _repr_html_(self):
        frame = FRAME % {"height": self.height or 640, "document": html.escape(self.html)}
        return frame + NOTEBOOK % {"sized": json.dumps(self.height is None)}


def attention_view(tokens, attentions, path=None, script=None, height=None):
    """The weights of every head over the tokens.

    tokens      N strings, one for each row and column
    attentions  attentions[layer][head][query][key], of shape L x H x N x N: nested lists, a NumPy array or a tensor; or,
                as Hugging Face's models give them, a tuple of L layers of shape 1 x H x N x N (batch 1)
    path        where to write the HTML file; None: nowhere
    script      path of attention-playground.lite.js; None: looked for beside this file and in ../dist
    height      of the frame in a notebook, in CSS pixels; None: as high as the figure

    Raises ValueError where the shapes do not fit, or a number is not finite; FileNotFoundError without the script.
    """
    names = [str(token) for token in tokens]
    layers = _layers(attentions)
    heads = len(layers[0])
    data = {
        "tokens": names,
        "layers": len(layers),
        "heads": heads,
        "numbers": base64.b64encode(_numbers(layers, heads, len(names))).decode("ascii"),
    }
    # In a script, "<" could end it.
    document = PAGE % {"script": _script(script), "data": json.dumps(data).replace("<", "\\u003c")}
    view = AttentionView(document, height)
    return view if path is None else view.save(path)


def _plain(values):
    """Tensors and arrays as nested lists, in lists and tuples of them too."""
    if hasattr(values, "detach"):
        values = values.detach().cpu()
    if hasattr(values, "tolist"):
        values = values.tolist()
    return [_plain(value) for value in values] if isinstance(values, (list, tuple)) else values


def _depth(values):
    depth = 0
    while isinstance(values, list):
        depth += 1
        values = values[0] if values else None
    return depth


def _layers(attentions):
    """Nested lists [layer][head][query][key], without the batch."""
    layers = _plain(attentions)
    depth = _depth(layers)
    if depth not in (4, 5):
        raise ValueError(
            "attentions is attentions[layer][head][query][key], four levels deep; this has %d. "
            "The heads of a single layer are [heads], a single matrix [[matrix]]." % depth
        )
    if depth == 4:
        return layers
    for index, layer in enumerate(layers):
        if len(layer) != 1:
            raise ValueError(
                "attentions[%d] holds a batch of %d; choose one text: [layer[i : i + 1] for layer in attentions]."
                % (index, len(layer))
            )
    return [layer[0] for layer in layers]


def _numbers(layers, heads, length):
    """All weights, one after the other, as little-endian float32."""
    numbers = array("f")
    for l, layer in enumerate(layers):
        if len(layer) != heads or heads == 0:
            raise ValueError("attentions[%d] has %d heads, and the first layer %d." % (l, len(layer), heads))
        for h, matrix in enumerate(layer):
            if len(matrix) != length or any(len(row) != length for row in matrix):
                raise ValueError(
                    "attentions[%d][%d] has to have %d rows of %d numbers, one for each token." % (l, h, length, length)
                )
            for q, row in enumerate(matrix):
                if not all(math.isfinite(weight) for weight in row):
                    raise ValueError("attentions[%d][%d][%d] has numbers that are not finite." % (l, h, q))
                numbers.extend(row)
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers.tobytes()


def _script(path):
    here = os.path.dirname(os.path.abspath(__file__))
    places = [path] if path else [os.path.join(here, SCRIPT), os.path.join(here, "..", "dist", SCRIPT)]
    for place in places:
        if os.path.exists(place):
            with open(place, encoding="utf-8") as file:
                # Nothing in a script may end the element that it stands in.
                return file.read().replace("</script", "<\\/script").replace("<!--", "<\\!--")
    raise FileNotFoundError(
        "%s is not in %s; `./play build` makes it, and script=… names it." % (SCRIPT, " or ".join(map(str, places)))
    )
