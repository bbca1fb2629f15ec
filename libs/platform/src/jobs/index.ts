export { type EnqueueOptions, Jobs, type WorkOptions } from './jobs.js';
export { type JobsBackend, jobsBackendOf } from './jobs-backend.js';
