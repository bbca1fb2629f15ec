export * from './types.js';
export { CARRIERS, type Carrier } from './carriers.js';
export { sizeClassOf, type ParcelRefusalReason, type SizeClassResult } from './size-class.js';
export { cheapestQuote, quote, quoteAll, totalYen, type Offer } from './quote.js';
export { remotePlaceOf } from './remote-area.js';
export { refusalWords } from './refusal-words.js';
export {
  earliestJourney,
  pickUpAfter,
  pickUpsAround,
  type PickUpsAround,
  type WallTime,
} from './pick-ups.js';
export { addDays } from './day.js';
export { serviceKey } from './demand.js';
export { discounted } from './discount.js';
export { tariffInForce } from './tariff-in-force.js';
export { CARRIER_SERVICES } from './services/index.js';
export { japanpostYuPack, japanpostYuPackHeavy } from './services/japanpost.js';
export {
  japanpostClickPost,
  japanpostYuPacket,
  japanpostYuPacketPost,
} from './services/japanpost-mailbox.js';
export { sagawaLarge, sagawaTakuhaibin } from './services/sagawa.js';
export { yamatoCompact, yamatoNekopos, yamatoTakkyubin } from './services/yamato.js';
export { SAMPLE_TARIFF_VERSION, sampleTariffs } from './sample/sample-tariffs.js';
export { PREFECTURES, prefectureOf, REGIONS, type Prefecture, type Region } from './prefectures.js';
export { isTrackingNumber, trackingNumber } from './tracking-number.js';
export { doubtsOf, type Doubt, type DoubtCode, type ItemMeasures } from './master-data-doubts.js';
export { priceAlone, type PricedAlone } from './price-alone.js';
export { importTariff, type ImportedTariff } from './import-tariff/import-tariff.js';
export type { TariffFiles } from './import-tariff/tariff-files.js';
export { PLAUSIBILITY_CHECKS, type PlausibilityCheck } from './import-tariff/price-lines.js';
export type { ImportFault } from './import-tariff/fault.js';
export { decodeText } from './import-tariff/decode-text.js';
