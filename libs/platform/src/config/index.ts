export * from './config.js';
export * from './config-fault.js';
export * from './local-environment.js';
export * from './read-config.js';
