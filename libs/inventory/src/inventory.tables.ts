import { Catalogue, Item, ItemBarcode } from './item-master/item.entity.js';
import { Inventory1764000000000 } from './migrations/1764000000000-inventory.js';
import { OperationAge1764000000001 } from './migrations/1764000000001-operation-age.js';
import { ItemPacking1764000000002 } from './migrations/1764000000002-item-packing.js';
import { OperationByAge1764000000003 } from './migrations/1764000000003-operation-by-age.js';
import { MissingUnits1764000000030 } from './migrations/1764000000030-missing-units.js';
import { Lots1764000000040 } from './migrations/1764000000040-lots.js';
import { ShippedByLot1764000000041 } from './migrations/1764000000041-shipped-by-lot.js';
import { ItemParts1764000000050 } from './migrations/1764000000050-item-parts.js';
import { Operation } from './operation/operation.entity.js';
import { Movement } from './stock-ledger/movement.entity.js';
import { Stock } from './stock-ledger/stock.entity.js';

/** What the service keeps in its schema, beside the tables of the platform. */
export const entities = [Catalogue, Item, ItemBarcode, Stock, Movement, Operation];
export const migrations = [
  Inventory1764000000000,
  OperationAge1764000000001,
  ItemPacking1764000000002,
  OperationByAge1764000000003,
  MissingUnits1764000000030,
  Lots1764000000040,
  ShippedByLot1764000000041,
  ItemParts1764000000050,
];
