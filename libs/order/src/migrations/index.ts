import { Orders1795000000001 } from './0001-orders.js';
import { ItemReplica1795000000002 } from './0002-item-replica.js';
import { Idempotency1795000000003 } from './0003-idempotency.js';
import { Rehearsal1795000000004 } from './0004-rehearsal.js';
import { AddressId1795000000005 } from './0005-address-id.js';
import { Amendment1795000000006 } from './0006-amendment.js';
import { Sets1795000000010 } from './0010-sets.js';
import { Stage1795000000011 } from './0011-stage.js';
import { IndexByStage1795000000012 } from './0012-index-by-stage.js';

/** The order service's tables, oldest first. */
export const migrations = [
  Orders1795000000001,
  ItemReplica1795000000002,
  Idempotency1795000000003,
  Rehearsal1795000000004,
  AddressId1795000000005,
  Amendment1795000000006,
  Sets1795000000010,
  Stage1795000000011,
  IndexByStage1795000000012,
];
