import {
  serviceKey,
  type Calendar,
  type CarrierService,
  type ClosedDays,
  type ContractDiscount,
  type RemoteArea,
  type Tariff,
} from '@okuru/carriers';
import type { LabelMode } from '../parcel/gate.js';

/** What the shop's contract says of one service; what is absent stays as the tables have it. */
export interface ServiceSettings {
  readonly carrier: string;
  readonly service: string;
  readonly inUse: boolean;
  /** `HH:MM` until which a parcel leaves on the same day. */
  readonly cutOff?: string;
  readonly noPickUp?: ClosedDays;
  readonly noDelivery?: ClosedDays;
  readonly valueYenMax?: number;
  readonly discounts?: readonly ContractDiscount[];
  readonly remoteAreas?: readonly RemoteArea[];
  /** Absent: after the check. */
  readonly labelMode?: LabelMode;
}

/** The shop's word on carriers at one moment. */
export interface CarrierSettings {
  /** Rises with every change; 0: nobody has changed anything yet. */
  readonly version: number;
  readonly services: readonly ServiceSettings[];
  readonly shopClosed: ClosedDays;
}

export const NO_SETTINGS: CarrierSettings = { version: 0, services: [], shopClosed: {} };

const settingsOf = (
  settings: CarrierSettings,
  key: { readonly carrier: string; readonly service: string },
): ServiceSettings | undefined => settings.services.find((one) => serviceKey(one) === serviceKey(key));

/** When the waybill of a service is printed; of no service yet, after the check. */
export type LabelModeOf = (
  service: { readonly carrier: string; readonly service: string } | null,
) => LabelMode;
export const labelModesUnder =
  (settings: CarrierSettings): LabelModeOf =>
  (service) =>
    (service && settingsOf(settings, service)?.labelMode) || 'after-check';

/** The services in use, with the shop's cut-off, closed days and limits. A service without a word stays in use. */
export const servicesInUse = (
  services: readonly CarrierService[],
  settings: CarrierSettings,
): readonly CarrierService[] =>
  services.flatMap((service) => {
    const own = settingsOf(settings, service);
    if (!own) return [service];
    if (!own.inUse) return [];
    const { cutOff, noPickUp, noDelivery, valueYenMax } = own;
    return [
      {
        ...service,
        ...(cutOff === undefined ? {} : { cutOff }),
        ...(noPickUp === undefined ? {} : { noPickUp }),
        ...(noDelivery === undefined ? {} : { noDelivery }),
        ...(valueYenMax === undefined ? {} : { valueYenMax }),
      },
    ];
  });

/** The tariffs with the shop's discounts and remote areas; the version says which settings changed them. */
export const tariffsUnder = (tariffs: readonly Tariff[], settings: CarrierSettings): readonly Tariff[] =>
  tariffs.map((tariff) => {
    const { discounts, remoteAreas } = settingsOf(settings, tariff) ?? {};
    if (!discounts && !remoteAreas) return tariff;
    return {
      ...tariff,
      version: `${tariff.version}+settings-${settings.version}`,
      ...(discounts ? { discounts } : {}),
      ...(remoteAreas ? { remoteAreas } : {}),
    };
  });

/** Public holidays and the days on which the shop is closed. */
export const calendarOf = (
  holidays: { readonly version: string; readonly days: ReadonlySet<string> },
  settings: CarrierSettings,
): Calendar => ({
  version: `${holidays.version}+settings-${settings.version}`,
  holidays: holidays.days,
  shopClosed: settings.shopClosed,
});
