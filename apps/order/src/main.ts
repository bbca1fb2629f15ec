import { runServices } from '@okuru/platform';
import { orderService } from '@okuru/order';

await runServices([orderService]);
