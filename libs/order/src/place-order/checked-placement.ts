import type { ApiCaller } from '@okuru/platform';
import { channelOf } from '../record-order/whose-order.js';
import type { FieldFault } from '../request/field-fault.js';
import { refuse } from '../request/stored-refusal.js';
import { checkOrder } from './check-order.js';
import { toPlacement, type Placement } from './placement.js';
import type { PlaceOrderDto } from './place-order.dto.js';
import { invalidOrder } from './refusals.js';

/** Channel of an order that staff place without naming one. */
const STAFF_CHANNEL = 'direct';

/** The posted order as the shop understands it. Throws a refusal that names every mistake in the body. */
export const checkedPlacement = (caller: ApiCaller, body: PlaceOrderDto, now: Date): Placement => {
  const faults = [...channelFaults(caller, body), ...checkOrder(body, now)];
  if (faults.length > 0) throw refuse(invalidOrder(faults));
  return toPlacement(body, channelOf(caller) ?? caller.channel ?? body.channel ?? STAFF_CHANNEL, now);
};

/** A storefront's orders belong to the channel of its key, whatever the body says. */
const channelFaults = (caller: ApiCaller, { channel }: PlaceOrderDto): FieldFault[] =>
  channel == null || caller.channel === null || caller.channel === channel
    ? []
    : [
        {
          path: 'channel',
          message: 'is not the channel of the API key',
          mend: 'leave it out: the key decides',
        },
      ];
