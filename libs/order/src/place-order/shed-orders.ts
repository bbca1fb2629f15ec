import { Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { doorOf } from '@okuru/platform';
import { Intake } from './intake.js';

/** What a full intake would refuse is refused at the door: by the hundred a second, reading orders costs more than taking them. */
@Injectable()
export class ShedOrders implements OnModuleInit {
  constructor(
    private readonly server: HttpAdapterHost,
    private readonly intake: Intake,
  ) {}

  onModuleInit(): void {
    doorOf(this.server)?.refuseWhile('POST', '/v1/orders', () => this.intake.isFull);
  }
}
