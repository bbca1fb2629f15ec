export { configureHttp } from './configure-http.js';
export { httpAdapter, OkuruAdapter } from './http-adapter.js';
export { JsonBytesMax } from './json-size.js';
export { type OneAnswer, problemAnswer } from './one-answer.js';
export { type Problem } from './problem.js';
export { Refusal, type RefusalOptions, type RequestFault } from './refusal.js';
export { parseStrictJson } from './strict-json/parse-strict-json.js';
export { JsonFault } from './strict-json/json-fault.js';
export { checkedBody } from './validation.pipe.js';
