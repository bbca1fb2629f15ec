import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { Roles } from '@okuru/platform';
import { PreviewLettersDto } from './preview-letters.dto.js';
import { PreviewLetters, type Previews } from './preview-letters.handler.js';

/** What buyers would read, before anybody does what they would read of. Nothing is written. */
@Controller('v1/letters')
export class PreviewLettersController {
  constructor(private readonly letters: PreviewLetters) {}

  @Post('preview')
  @HttpCode(200)
  @Roles('warehouse', 'ops')
  async preview(@Body() { delays }: PreviewLettersDto): Promise<Previews> {
    return this.letters.ofDelays(delays);
  }
}
