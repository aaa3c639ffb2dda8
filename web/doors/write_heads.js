/** Whose attention is shown: one head's, or the mean of a layer's. */
import { labelled } from '../views/control.js';
import { element } from '../views/dom.js';
import { roleLabel, roleOf } from '../views/head_role.js';

/** @param {(head: string) => void} onChange */
export function createWriteHeads(onChange) {
  const select = element('select', { id: 'write-head' });
  const row = labelled('head', select);
  let wished = '';
  select.addEventListener('change', () => onChange(select.value));

  return {
    root: row,

    /** @param {import('../types.js').ModelFacts} facts */
    setFacts(facts) {
      const options = Array.from({ length: facts.layers }, (_, layer) => [
        element('option', { value: `${layer + 1}.mean` }, `${layer + 1}.mean of all`),
        ...Array.from({ length: facts.heads }, (__, head) => {
          const role = roleOf(facts, layer, head);
          const name = `${layer + 1}.${head + 1}`;
          return element('option', { value: name }, role ? `${name} ${roleLabel(role)}` : name);
        }),
      ]);
      select.replaceChildren(...options.flat());
      this.choose(wished);
    },

    /** @param {string} head one that the writer does not have: the first */
    choose(head) {
      wished = head;
      select.value = head;
      if (select.selectedIndex < 0) select.selectedIndex = 0;
    },

    /**
     * @param {Float32Array[][]} weights [layer][head]
     * @returns {ArrayLike<number>} the chosen row
     */
    rowOf(weights) {
      const [layer, head] = select.value.split('.');
      const rows = weights[Number(layer) - 1];
      if (head !== 'mean') return rows[Number(head) - 1];
      const mean = (/** @type {number} */ key) =>
        rows.reduce((sum, row) => sum + row[key], 0) / rows.length;
      return Array.from(rows[0], (_, key) => mean(key));
    },
  };
}
