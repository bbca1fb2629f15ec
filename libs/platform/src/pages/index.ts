export { BuiltPages } from './built-pages.js';
export { type PageAnswer, pageAnswer } from './page-answer.js';
