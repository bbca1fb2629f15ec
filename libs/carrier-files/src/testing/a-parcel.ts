import type { Contract } from '../layouts/layout.js';
import type { ParcelToPrint, Party } from '../parcel-to-print.js';

export const buyer: Party = {
  name: '髙﨑 花子',
  kana: 'ﾀｶｻｷ ﾊﾅｺ',
  postalCode: '100-0001',
  prefecture: '東京都',
  city: '千代田区',
  street: '千代田1-1',
  building: '①号館 203',
  phone: '+81 90-1234-5678',
};

export const shop: Party = {
  name: 'おくる商店㈱',
  postalCode: '810-0001',
  prefecture: '福岡県',
  city: '福岡市中央区',
  street: '天神1-2-3',
  phone: '092-123-4567',
};

export const contract: Contract = { customerCode: '092123456700', freightNumber: '01' };

export const aParcel = (more: Partial<ParcelToPrint> = {}): ParcelToPrint => ({
  controlNumber: 'P-000000000001',
  service: 'takkyubin',
  to: buyer,
  from: shop,
  goods: ['湯呑み', 'お茶'],
  care: ['fragile'],
  temperature: 'ambient',
  shipsOn: '2026-11-26',
  arrivesOn: '2026-11-28',
  timeSlot: '18-20',
  sizeClass: '60',
  ...more,
});

/** A service of each layout's carrier. */
export const SERVICE_OF = { 'b2-cloud': 'takkyubin', 'e-hiden-3': 'takuhaibin', 'yu-pri-r': 'yu-pack' };
