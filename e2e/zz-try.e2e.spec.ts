import { ScriptedEventLog } from '@okuru/platform';
import { startShop } from './support/shop.js';
it('starts', async () => {
  const t0 = Date.now();
  const log = new ScriptedEventLog();
  const shop = await startShop({ eventLog: log, deliver: () => log.drain() });
  console.log('started', Date.now() - t0);
  await shop.stock({ A: 5, B: 5 });
  const placed = await shop.call('storefront', 'POST', '/v1/orders', { reference: 'r1', lines: [{ sku: 'A', quantity: 2, unitPrice: 100 }], contact: { email: 'a@example.com' }, shipTo: { name: '山田', postalCode: '1000001', prefecture: 13, city: '千代田区', street: '1-1' } }, { 'idempotency-key': 'r1' });
  console.log(placed.status, JSON.stringify(placed.body));
  await new Promise((r) => setTimeout(r, 600));
  console.log(log.pending());
  await log.drain();
  const parcels = await shop.call('warehouse', 'GET', '/v1/parcels?status=planned');
  console.log(JSON.stringify(parcels.body));
  const p = parcels.body.parcels?.[0] ?? parcels.body.items?.[0];
  for (const [path, body] of [['start', {}], ['scans', { barcode: 'A' }], ['scans', { barcode: 'A' }], ['weight', { grams: 700 }], ['label', {}], ['close', {}]] as const) {
    const a = await shop.call('warehouse', 'POST', `/v1/parcels/${p.parcelId}/${path}`, { opId: `${path}${Math.random()}`, ...body });
    console.log(path, a.status, JSON.stringify(a.body));
  }
  await shop.close();
  console.log('end', Date.now() - t0);
});
