import { hash } from 'node:crypto';
import { canonicalJson } from './canonical-json.js';

/** Tells two requests apart without keeping either: what is done is part of it, so that one id cannot name two actions. */
export const requestHash = (action: string, asked: unknown): string =>
  hash('sha256', canonicalJson([action, asked]), 'hex');
