/** Versions of models in links and exports: see model_versions.js. */
import { modelVersions } from './model_versions.js';

/** A model of one version, like reader.1a2b3c4d. */
export const VERSIONED = /^(?:reader|writer|reader-causal)\.[0-9a-f]{8}$/;

/** @param {string} model @returns {string} with its version where it has one: reader.1a2b3c4d */
export const versionedName = (model) =>
  modelVersions[model] ? `${model}.${modelVersions[model]}` : model;

/**
 * A link that says what it was made with.
 * @param {string} hash
 * @param {string} model
 */
export const withVersion = (hash, model) =>
  modelVersions[model] ? `${hash}&version=${modelVersions[model]}` : hash;

/**
 * @param {string} model
 * @param {string} version '' where the link names none
 * @param {Readonly<Record<string, string>>} [known]
 * @returns {string} what a visitor is told, '' where the numbers are the same
 */
export function versionProblem(model, version, known = modelVersions) {
  const isOther = version !== '' && known[model] !== undefined && known[model] !== version;
  return isOther ? `made with ${model} ${version}; numbers may differ` : '';
}

/** What is said where it cannot be fetched. @param {string} model of one version */
export const goneText = (model) =>
  `The model ${model.replace('.', ', version ')}, could not be fetched: this site may no longer keep it. Choose another model.`;

/** @param {string} problem @returns {string} the model that it was made with, '' where the problem is another */
export const madeWith = (problem) =>
  problem.replace(/^made with (\S+) ([0-9a-f]{8});.*$|.*/s, (_, model, version) =>
    version ? `${model}.${version}` : '',
  );
