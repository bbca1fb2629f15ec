import { runServices } from '@okuru/platform';
import { shippingService } from '@okuru/shipping';

await runServices([shippingService]);
