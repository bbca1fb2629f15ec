import { runServices } from '@okuru/platform';
import { notificationService } from '@okuru/notification';

await runServices([notificationService]);
