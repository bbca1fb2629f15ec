import type { EventHandlers } from './handlers.js';

/** The handlers of a service, known once it listens. Shared by the consumer and by whoever replays dead letters. */
export class HandlerTable {
  private handlers: EventHandlers | undefined;

  fill(handlers: EventHandlers): void {
    this.handlers = handlers;
  }

  /** Throws in a process where the service does not listen: an event replayed without handlers would be lost. */
  get(): EventHandlers {
    if (!this.handlers)
      throw new Error('The service does not listen in this process, so nothing can be handled here.');
    return this.handlers;
  }
}
