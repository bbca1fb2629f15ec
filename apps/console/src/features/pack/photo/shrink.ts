/** As the server takes them. */
const BYTES_MAX = 200 * 1024;

interface Try {
  readonly sideMax: number;
  readonly quality: number;
}

/** From what is seen best to what is surely small enough. */
const TRIES: readonly Try[] = [
  { sideMax: 1600, quality: 0.8 },
  { sideMax: 1600, quality: 0.6 },
  { sideMax: 1280, quality: 0.6 },
  { sideMax: 1024, quality: 0.5 },
  { sideMax: 800, quality: 0.4 },
  { sideMax: 640, quality: 0.3 },
];

/**
 * The photo as a JPEG that the server takes. Drawn anew, dot by dot, so that nothing is left of what the camera wrote beside the
 * picture: where it was taken, when, and by which device. undefined: this is no picture, or it cannot be made small.
 */
export const shrunk = async (file: Blob): Promise<Blob | undefined> => {
  const picture = await createImageBitmap(file).catch(() => undefined);
  if (!picture) return undefined;
  try {
    for (const attempt of TRIES) {
      const jpeg = await drawn(picture, attempt);
      if (jpeg && jpeg.size <= BYTES_MAX) return jpeg;
    }
    return undefined;
  } finally {
    picture.close();
  }
};

const drawn = (picture: ImageBitmap, { sideMax, quality }: Try): Promise<Blob | null> => {
  const scale = Math.min(1, sideMax / Math.max(picture.width, picture.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(picture.width * scale));
  canvas.height = Math.max(1, Math.round(picture.height * scale));
  canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height);
  return new Promise((done) => canvas.toBlob(done, 'image/jpeg', quality));
};
