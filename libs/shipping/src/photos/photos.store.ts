import { Injectable } from '@nestjs/common';
import type { ReadTransaction, Transaction } from '@okuru/platform';

/** A photo of an open box, without its picture. */
export interface ListedPhoto {
  readonly photoId: string;
  readonly bytes: number;
  readonly takenAt: Date;
  /** When it is deleted. */
  readonly deleteAt: Date;
}

interface NewPhoto {
  readonly parcelId: string;
  readonly photoId: string;
  readonly keyId: string;
  readonly image: Uint8Array;
  readonly takenAt: Date;
  readonly keptDays: number;
}

const LISTED = `photo_id AS "photoId", octet_length(image) AS bytes, taken_at AS "takenAt", delete_at AS "deleteAt"`;
const LOCK = 'SELECT FROM parcel WHERE parcel_id = $1 FOR UPDATE';
const EXISTS = 'SELECT FROM parcel WHERE parcel_id = $1';
const LIST = `SELECT ${LISTED} FROM parcel_photo WHERE parcel_id = $1 ORDER BY taken_at, photo_id`;
const IMAGE = 'SELECT image FROM parcel_photo WHERE parcel_id = $1 AND photo_id = $2';
// The time to go is reckoned by the clock that the housekeeping goes by.
const KEEP = `
  INSERT INTO parcel_photo (parcel_id, photo_id, key_id, image, taken_at, delete_at)
  VALUES ($1, $2, $3, $4, $5::timestamptz, now() + $6 * interval '1 day') RETURNING ${LISTED}`;

/** Photos of open boxes. */
@Injectable()
export class Photos {
  /** False: there is no such parcel. Nobody else adds a photo to it until the transaction ends. */
  async lock(tx: Transaction, parcelId: string): Promise<boolean> {
    return (await tx.query(LOCK, [parcelId])).length > 0;
  }

  async isParcel(tx: ReadTransaction, parcelId: string): Promise<boolean> {
    return (await tx.query(EXISTS, [parcelId])).length > 0;
  }

  list(tx: ReadTransaction, parcelId: string): Promise<ListedPhoto[]> {
    return tx.query<ListedPhoto>(LIST, [parcelId]);
  }

  async image(tx: ReadTransaction, parcelId: string, photoId: string): Promise<Buffer | undefined> {
    const [row] = await tx.query<{ image: Buffer }>(IMAGE, [parcelId, photoId]);
    return row?.image;
  }

  async keep(tx: Transaction, photo: NewPhoto): Promise<ListedPhoto> {
    const { parcelId, photoId, keyId, image, takenAt, keptDays } = photo;
    const values = [parcelId, photoId, keyId, Buffer.from(image), takenAt.toISOString(), keptDays];
    const [kept] = await tx.query<ListedPhoto>(KEEP, values);
    return kept!;
  }
}
