/** A buyer's order of one sku, prepaid, to an address in Tokyo. */
export const anOrder = (
  of: { readonly reference: string; readonly sku: string; readonly units: number },
  more: object = {},
): Record<string, unknown> => ({
  reference: of.reference,
  lines: [{ sku: of.sku, quantity: of.units, unitPrice: 1000, taxRate: 10 }],
  contact: { name: '山田 花子', email: `${of.reference}@example.com` },
  shipTo: {
    name: '山田 花子',
    postalCode: '100-0001',
    prefecture: 13,
    city: '千代田区',
    street: '千代田1-1',
  },
  ...more,
});
