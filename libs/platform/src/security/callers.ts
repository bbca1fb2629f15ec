import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { ApiCaller } from './access.js';
import { ApiKeys } from './api-keys.js';
import { credentialsOf } from './credentials.js';
import { Sessions } from './staff/sessions.js';

export type CarriedBy = 'bearer' | 'basic' | 'cookie';

/** Tells who sends a request: the holder of an API key, or a member of staff who signed in. */
@Injectable()
export class Callers {
  constructor(
    private readonly apiKeys: ApiKeys,
    private readonly sessions: Sessions,
  ) {}

  /** A header that is there is what counts, also when it is wrong. */
  async of({ headers }: FastifyRequest): Promise<{ caller: ApiCaller; carriedBy: CarriedBy } | null> {
    if (headers.authorization !== undefined) {
      const credentials = credentialsOf(headers.authorization);
      const caller = credentials && (await this.apiKeys.verify(credentials.key));
      return caller ? { caller, carriedBy: credentials.scheme } : null;
    }
    const token = this.sessions.cookie.tokenIn(headers.cookie);
    const caller = token === undefined ? null : await this.sessions.verify(token);
    return caller && { caller, carriedBy: 'cookie' };
  }
}
