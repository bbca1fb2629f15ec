/** Kind of the timer that ends a hold; its key is the order id. */
export const HOLD_TIMER = 'hold-deadline';
