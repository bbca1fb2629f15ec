import { Parcels1764000000001 } from './0001-parcels.js';
import { Work1764000000002 } from './0002-work.js';
import { PackageKinds1764000000003 } from './0003-package-kinds.js';
import { OperationAge1764000000004 } from './0004-operation-age.js';
import { PackageShapes1764000000005 } from './0005-package-kinds-of-many-shapes.js';
import { Decisions1764000000006 } from './0006-decisions.js';
import { CarrierBills1764000000007 } from './0007-carrier-bills.js';
import { WhatIf1764000000008 } from './0008-what-if.js';
import { CarrierTables1764000000009 } from './0009-carrier-tables.js';
import { Amendments1764000000010 } from './0010-amendments.js';
import { OperationByAge1764000000011 } from './0011-operation-by-age.js';
import { DecisionBesideTheRow1764000000012 } from './0012-decision-beside-the-row.js';
import { QuickerCompression1764000000013 } from './0013-quicker-compression.js';
import { NoIndexByDecision1764000000014 } from './0014-no-index-by-decision.js';
import { PickBatches1764000000015 } from './0015-pick-batches.js';
import { OutgrownLabels1764000000020 } from './0020-outgrown-labels.js';
import { VoidWaybills1764000000021 } from './0021-void-waybills.js';
import { ScanMarks1764000000022 } from './0022-scan-marks.js';
import { WeightCheck1764000000023 } from './0023-weight-check.js';
import { HeldParcels1764000000024 } from './0024-held-parcels.js';
import { CarrierFiles1764000000029 } from './0029-carrier-files.js';
import { MissingUnits1764000000030 } from './0030-missing-units.js';
import { MissingUnitsChecked1764000000031 } from './0031-missing-units-checked.js';
import { SplitParcels1764000000032 } from './0032-split-parcels.js';
import { SplitParcelsChecked1764000000033 } from './0033-split-parcels-checked.js';
import { ParcelPhotos1764000000034 } from './0034-parcel-photos.js';
import { LateParcels1764000000035 } from './0035-late-parcels.js';
import { Quality1764000000036 } from './0036-quality.js';
import { BlockedScansByTime1764000000037 } from './0037-blocked-scans-by-time.js';
import { ProvingStation1764000000038 } from './0038-proving-station.js';
import { Enclosures1764000000040 } from './0040-enclosures.js';
import { Lots1764000000050 } from './0050-lots.js';
import { GateInOneWrite1764000000051 } from './0051-gate-in-one-write.js';
import { IndexesWithoutStatus1764000000052 } from './0052-indexes-without-status.js';
import { RoomBesideParcels1764000000053 } from './0053-room-beside-parcels.js';

export const migrations = [
  Parcels1764000000001,
  Work1764000000002,
  PackageKinds1764000000003,
  OperationAge1764000000004,
  PackageShapes1764000000005,
  Decisions1764000000006,
  CarrierBills1764000000007,
  WhatIf1764000000008,
  CarrierTables1764000000009,
  Amendments1764000000010,
  OperationByAge1764000000011,
  DecisionBesideTheRow1764000000012,
  QuickerCompression1764000000013,
  NoIndexByDecision1764000000014,
  PickBatches1764000000015,
  OutgrownLabels1764000000020,
  VoidWaybills1764000000021,
  ScanMarks1764000000022,
  WeightCheck1764000000023,
  HeldParcels1764000000024,
  CarrierFiles1764000000029,
  MissingUnits1764000000030,
  MissingUnitsChecked1764000000031,
  SplitParcels1764000000032,
  SplitParcelsChecked1764000000033,
  ParcelPhotos1764000000034,
  LateParcels1764000000035,
  Quality1764000000036,
  BlockedScansByTime1764000000037,
  ProvingStation1764000000038,
  Enclosures1764000000040,
  Lots1764000000050,
  GateInOneWrite1764000000051,
  IndexesWithoutStatus1764000000052,
  RoomBesideParcels1764000000053,
];
