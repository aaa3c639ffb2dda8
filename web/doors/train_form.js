/** The settings of a training as fields, made from the core's table. */
import { labelled, setOrRemove } from '../views/control.js';
import { element } from '../views/dom.js';
import { formatSettings, parseSettings, SETTING_NAMES } from './train_settings.js';

/**
 * @typedef {import('../../wasm/playground.js').SettingProperty} SettingProperty
 * @typedef {import('./train_settings.js').Settings} Settings
 */

/** @param {SettingProperty} property */
function createField({ name, type, choices = [], minimum, maximum, help }) {
  const id = `train-${name}`;
  if (type === 'choice') {
    const options = choices.map((choice) => element('option', { value: choice }, choice));
    return element('select', { id, title: help }, ...options);
  }
  return element('input', {
    ...{ id, type: 'number', title: help, min: minimum, max: maximum },
    step: type === 'whole' ? 1 : 'any',
    class: ['rate', 'steps', 'seed'].includes(name) ? 'long-number' : 'small-number',
  });
}

/**
 * @param {readonly SettingProperty[]} table
 * @param {() => void} onTyped what the fields say may be wrong now, or no longer
 * @param {(text: string) => void} onChange the settings as they stand in a link, where nothing is wrong with them
 */
export function createTrainForm(table, onTyped, onChange) {
  const properties = SETTING_NAMES.map((name) => {
    const found = table.find((property) => property.name === name);
    if (!found) throw new Error(`The core has no setting ${name} of a training.`);
    return found;
  });
  const fields = properties.map(createField);
  const root = element('div', {
    class: 'train-settings',
    role: 'group',
    'aria-label': 'Settings of the training',
  });
  root.append(...fields.map((field, index) => labelled(SETTING_NAMES[index], field)));

  const read = () =>
    parseSettings(
      fields.map(({ value }, index) => `${SETTING_NAMES[index]}:${value}`).join(','),
      table,
    );
  let shown = '';

  root.addEventListener('input', onTyped);
  root.addEventListener('change', () => {
    const { settings, problems } = read();
    if (problems.length === 0) onChange(formatSettings(settings));
  });

  return {
    root,
    /** What is typed stays until there are other settings to show. @param {Settings} settings */
    show(settings) {
      const text = formatSettings(settings);
      if (text === shown) return;
      shown = text;
      fields.forEach((field, index) => {
        field.value = String(settings[SETTING_NAMES[index]]);
      });
    },
    /** What is wrong with what the fields say. */
    faults() {
      const { problems } = read();
      fields.forEach((field, index) => {
        const isWrong = problems.some((problem) => problem.startsWith(`${SETTING_NAMES[index]} `));
        setOrRemove(field, 'aria-invalid', isWrong ? 'true' : '');
      });
      return problems;
    },
  };
}
