import { CARRIER_SERVICES, CARRIERS, prefectureOf } from '@okuru/carriers';
import type { ShopPackage } from '../package-kinds/seed-packages.js';

const CARTONS_MAX = 40;
const CARTON_NAME_MAX = 40;
const REFERENCE_MAX = 40;
const SHOP_NAME_MAX = 60;

interface HandedOver {
  readonly waybillNumber: string;
  readonly reference: string;
  readonly service: string;
  readonly prefecture: number;
  readonly weightGrams: number | null;
}

/** 引渡し明細 of what one carrier took on one day. */
export const manifestData = (
  shop: object,
  { carrier, day }: { readonly carrier: string; readonly day: string },
  parcels: readonly HandedOver[],
): object => ({
  shop,
  number: `${carrier}-${day}`,
  carrier: CARRIERS[carrier]?.names.ja ?? carrier,
  date: day,
  parcels: parcels.map(({ waybillNumber, reference, service, prefecture, weightGrams }) => ({
    waybillNumber,
    orderNumber: cut(reference, REFERENCE_MAX),
    service:
      CARRIER_SERVICES.find((one) => one.carrier === carrier && one.service === service)?.names.ja ?? service,
    prefecture: prefectureOf(prefecture)?.ja ?? String(prefecture),
    ...(weightGrams === null ? {} : { weightGrams }),
  })),
});

/** The commands, and the packages of the shop as far as the sheet has room; the cheapest come first. */
export const commandSheetData = (shopName: string, kinds: readonly ShopPackage[]): object => ({
  shopName,
  cartons: kinds.slice(0, CARTONS_MAX).map((kind) => ({
    code: kind.code,
    name: cut(kind.nameJa, CARTON_NAME_MAX),
    ...('outer' in kind
      ? { sizeMm: { length: kind.outer.lengthMm, width: kind.outer.widthMm, height: kind.outer.heightMm } }
      : {}),
  })),
});

export const practiceSheetData = (shopName: string): object => ({ shopName });

/** The item's own barcode where it has one; goods without are told by their sku, which scans as the shop's own label. */
export const itemLabelData = (
  item: { readonly sku: string; readonly name: string; readonly barcodes: readonly string[] },
  copies: number,
): object => ({ name: item.name, sku: item.sku, code: item.barcodes[0] ?? item.sku, copies });

export const badgeData = (
  shopName: string,
  { name, role, badge }: { readonly name: string; readonly role: string; readonly badge: string },
): object => ({
  shopName: cut(shopName, SHOP_NAME_MAX),
  name,
  role: role === 'ops' ? 'office' : role,
  badge,
});

const cut = (text: string, lettersMax: number): string =>
  [...text].slice(0, lettersMax).join('').slice(0, lettersMax);
