/** Names an order line in a map: ids of orders have one length, so no two lines share a key. */
export const lineKey = ({ orderId, lineId }: { readonly orderId: string; readonly lineId: string }): string =>
  `${orderId} ${lineId}`;
