export type { Care, ParcelToPrint, Party, Temperature } from './parcel-to-print.js';
export type { Contract, Layout } from './layouts/layout.js';
export { LAYOUTS } from './layouts/index.js';
export { checkParcels, type Accepted, type Checked, type Obstacle, type Proposal } from './check-parcels.js';
export { carrierFile, type NotExported } from './carrier-file.js';
export { readAnswer, type AnswerFault, type GivenWaybill } from './read-answer.js';
export { unmappable } from './cp932.js';
export { replacementFor } from './replacements.js';
export { widthOf } from './width.js';
