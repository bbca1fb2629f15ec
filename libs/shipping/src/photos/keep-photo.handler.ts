import { Injectable } from '@nestjs/common';
import { Clock, operationReused, Refusal, UnitOfWork } from '@okuru/platform';
import type { Action } from '../parcel-desk/parcel-work.js';
import { PackingSettingsTable } from '../weight-check/packing-settings.store.js';
import { PHOTO_BYTES_MAX, withoutMetadata } from './jpeg.js';
import { Photos, type ListedPhoto } from './photos.store.js';

/** Photos of one parcel at most. */
const PHOTOS_MAX = 4;

/** Keeps a photo of what lies in the box, where the shop wants them; sent again under its id it is the same photo. */
@Injectable()
export class KeepPhoto {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly photos: Photos,
    private readonly settings: PackingSettingsTable,
    private readonly clock: Clock,
  ) {}

  keep(
    { keyId, opId, parcelId }: Action,
    { body, takenAt }: { readonly body: unknown; readonly takenAt: string | undefined },
  ): Promise<ListedPhoto> {
    const image = imageOf(body);
    return this.unitOfWork.run(async (tx) => {
      if (!(await this.photos.lock(tx, parcelId))) throw Refusal.notFound('parcel');
      const there = await this.photos.list(tx, parcelId);
      const before = there.find(({ photoId }) => photoId === opId);
      if (before) {
        const kept = await this.photos.image(tx, parcelId, opId);
        if (!kept?.equals(image)) throw operationReused('opId', opId);
        return before;
      }
      const { photos } = await this.settings.newest(tx);
      if (!photos.inUse)
        throw Refusal.conflict(
          'photos-not-in-use',
          'The shop takes no photos: PUT /v1/packing-settings says whether.',
        );
      if (there.length >= PHOTOS_MAX)
        throw Refusal.conflict(
          'too-many-photos',
          `The parcel has ${PHOTOS_MAX} photos, and no more are kept.`,
        );
      const taken = takenAt === undefined ? this.clock.now() : new Date(takenAt);
      const { keptDays } = photos;
      return this.photos.keep(tx, { parcelId, photoId: opId, keyId, image, takenAt: taken, keptDays });
    });
  }
}

const imageOf = (body: unknown): Uint8Array => {
  if (!Buffer.isBuffer(body))
    throw new Refusal({
      status: 415,
      code: 'not-a-photo',
      title: 'A photo is taken as JPEG',
      detail: 'Send the picture itself with the header content-type: image/jpeg.',
    });
  if (body.length > PHOTO_BYTES_MAX)
    throw Refusal.invalid('body', `has more than ${PHOTO_BYTES_MAX} bytes`, 'send a smaller picture');
  const image = withoutMetadata(body);
  if (!image) throw Refusal.invalid('body', 'is no JPEG', 'send the picture as JPEG');
  return image;
};
