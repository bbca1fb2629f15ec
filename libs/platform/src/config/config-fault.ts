/** Everything wrong with the environment, one line each, so that one restart is enough to put it right. */
export class ConfigFault extends Error {
  constructor(readonly faults: readonly string[]) {
    super(['The environment has faults:', ...faults.map((fault) => `  - ${fault}`)].join('\n'));
    this.name = 'ConfigFault';
  }
}
