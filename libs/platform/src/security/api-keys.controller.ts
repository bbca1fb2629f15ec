import { Body, Controller, Delete, Get, Header, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { Refusal } from '../http/refusal.js';
import { Roles } from './access.js';
import { IssueApiKey } from './api-keys.dto.js';
import { ApiKeys, type IssuedKey } from './api-keys.js';
import type { StoredKey } from './key-store.js';

@Controller('v1/api-keys')
@Roles('admin')
export class ApiKeysController {
  constructor(private readonly apiKeys: ApiKeys) {}

  /** The answer is the only place the key ever stands. */
  @Post()
  @Header('cache-control', 'no-store')
  async issue(@Body() wanted: IssueApiKey): Promise<IssuedKey> {
    if (wanted.channel !== undefined && wanted.role !== 'storefront') {
      throw Refusal.invalid('channel', 'belongs to storefront keys only', 'Remove it.');
    }
    return this.apiKeys.issue(wanted);
  }

  @Get()
  async list(): Promise<{ keys: StoredKey[] }> {
    return { keys: await this.apiKeys.list() };
  }

  @Delete(':id')
  @HttpCode(204)
  async revoke(
    @Param('id', new ParseUUIDPipe({ exceptionFactory: () => Refusal.notFound('API key') })) id: string,
  ): Promise<void> {
    await this.apiKeys.revoke(id);
  }
}
