import { Body, Controller, Get, Header, Param, ParseUUIDPipe, Put, Query } from '@nestjs/common';
import { Caller, Refusal, Roles, UnitOfWork, type ApiCaller } from '@okuru/platform';
import { KeepPhoto } from './keep-photo.handler.js';
import { TakenDto } from './photos.dto.js';
import { Photos } from './photos.store.js';

const PHOTO_ID = /^[\w-]{1,64}$/;

/** What lay in the box before it was closed, for whoever asks later what was sent. */
@Controller('v1/parcels/:parcelId/photos')
export class PhotosController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly keeping: KeepPhoto,
    private readonly photos: Photos,
  ) {}

  @Put(':photoId')
  @Roles('warehouse', 'ops')
  keep(
    @Caller() { keyId }: ApiCaller,
    @Param('parcelId', ParseUUIDPipe) parcelId: string,
    @Param('photoId') photoId: string,
    @Query() { takenAt }: TakenDto,
    @Body() body: unknown,
  ) {
    if (!PHOTO_ID.test(photoId))
      throw Refusal.invalid('photoId', 'is an id of 1 to 64 letters, digits and hyphens');
    return this.keeping.keep({ keyId, opId: photoId, parcelId }, { body, takenAt });
  }

  @Get()
  @Roles('warehouse', 'ops')
  list(@Param('parcelId', ParseUUIDPipe) parcelId: string) {
    return this.unitOfWork.read(async (tx) => {
      if (!(await this.photos.isParcel(tx, parcelId))) throw Refusal.notFound('parcel');
      return { photos: await this.photos.list(tx, parcelId) };
    });
  }

  @Get(':photoId')
  @Header('content-type', 'image/jpeg')
  @Header('cache-control', 'private, no-store')
  @Roles('warehouse', 'ops')
  async show(@Param('parcelId', ParseUUIDPipe) parcelId: string, @Param('photoId') photoId: string) {
    const image = await this.unitOfWork.read((tx) => this.photos.image(tx, parcelId, photoId));
    if (!image) throw Refusal.notFound('photo');
    return image;
  }
}
