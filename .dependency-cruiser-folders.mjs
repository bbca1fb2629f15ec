import boundaries from './.dependency-cruiser.cjs';

const { options } = boundaries;

/**
 * Folders of a service depend on each other in one direction only. Rules over folders count every file in them, so specs and
 * test helpers, which look at all folders, are left out here: this cannot be one more rule of .dependency-cruiser.cjs.
 */
export default {
  forbidden: [
    {
      name: 'no-folder-cycles',
      severity: 'error',
      scope: 'folder',
      from: { path: '^libs/(order|inventory|shipping|notification|documents)/src' },
      to: { circular: true },
    },
  ],
  options: { ...options, exclude: { path: [options.exclude.path, '/testing/', '\\.spec\\.ts$'] } },
};
