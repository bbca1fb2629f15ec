import { fileURLToPath } from 'node:url';
import { inventoryService } from '@okuru/inventory';
import { notificationService } from '@okuru/notification';
import { orderService } from '@okuru/order';
import { runServices } from '@okuru/platform';
import { shippingService } from '@okuru/shipping';
import { stockTheShelves } from './stock-the-shelves.js';

await runServices([orderService, inventoryService, shippingService, notificationService], {
  onFirstStart: stockTheShelves,
  pages: fileURLToPath(new URL('../../console/dist/web', import.meta.url)),
});
