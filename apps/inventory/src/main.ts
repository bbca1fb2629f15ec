import { runServices } from '@okuru/platform';
import { inventoryService } from '@okuru/inventory';

await runServices([inventoryService]);
