/**
 * The transform of `jest.config.mjs` with one file read as a mutation leaves it. Nothing is written: neither the work
 * tree nor a copy of it, so a run that is killed leaves no mutation behind.
 */
import swcJest from '@swc/jest';
import { mutated } from './mutated.mjs';

export default {
  createTransformer({ swc, root, mutation }) {
    const transformer = swcJest.createTransformer(swc);
    const read = (source, path) => (path === `${root}/${mutation.file}` ? mutated(source, mutation) : source);
    return {
      ...transformer,
      process: (source, path, options) => transformer.process(read(source, path), path, options),
      processAsync: (source, path, options) => transformer.processAsync(read(source, path), path, options),
      getCacheKey: (source, path, options) => transformer.getCacheKey(read(source, path), path, options),
    };
  },
};
