/** Registers the element, once, however often the script is in the page. */
import { AttentionPlayground } from './attention_playground.js';

if (!customElements.get('attention-playground')) {
  customElements.define('attention-playground', AttentionPlayground);
}
