import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Parcel } from '../../../shared/parcels/parcel.js';
import type { Scene, SceneBox } from '../../../shared/parcels/scene.js';
import { useScans } from '../../../shared/scanner/scanner.js';
import { backToFront, extentOf, facesOf, project, shaded, type Spot, wallsOf } from './isometric.js';
import { placingOf, whereOf } from './placing.js';

/** The package in three dimensions: what lies in it, and what goes in next and where. */
const PackingPicture = ({ scene, parcel }: { readonly scene: Scene; readonly parcel: Parcel }) => {
  const { t } = useTranslation();
  const { placed, next } = placingOf(scene, parcel);
  /** A step that somebody wants to see; a scan goes back to what is next. */
  const [looked, setLooked] = useState<{ readonly step: number; readonly after: number }>();
  const of = scene.boxes.length;
  const now = looked?.after === placed.length ? looked.step : next?.step;
  const shown = scene.boxes.find(({ step }) => step === now);
  const inside =
    looked?.after === placed.length ? scene.boxes.filter(({ step }) => step < (now ?? 0)) : placed;
  const sayStep = (box: SceneBox): string => {
    const { across, along, up } = whereOf(scene, box);
    const where = t('boxes.picture.where', {
      across: t(`boxes.picture.across.${across}`),
      along: t(`boxes.picture.along.${along}`),
      up: t(`boxes.picture.up.${up}`),
    });
    return t('boxes.picture.step', { step: box.step, of, label: box.label, where });
  };
  const look = (by: 1 | -1): void => {
    const step = Math.min(of, Math.max(1, (now ?? of + 1) + by));
    setLooked({ step, after: placed.length });
  };
  useScans('around', {
    onScan: () => false,
    onKey: (key) => {
      if (key === '[') look(-1);
      else if (key === ']') look(1);
      else return false;
      return true;
    },
  });
  const caption = shown ? sayStep(shown) : t('boxes.picture.done');
  return (
    <figure className="picture">
      <figcaption role="status">{caption}</figcaption>
      <Drawing scene={scene} inside={inside} shown={shown} caption={caption} />
      <div className="next-row">
        <button
          type="button"
          className="plain"
          aria-label={t('boxes.picture.before')}
          onClick={() => look(-1)}
        >
          ◀ [
        </button>
        <button type="button" className="plain" aria-label={t('boxes.picture.after')} onClick={() => look(1)}>
          ▶ ]
        </button>
      </div>
      <ol className="unseen" aria-label={t('boxes.picture.all')}>
        {scene.boxes.map((box) => (
          <li key={box.step}>{sayStep(box)}</li>
        ))}
      </ol>
    </figure>
  );
};
export default PackingPicture;

const Drawing = ({
  scene,
  inside,
  shown,
  caption,
}: {
  readonly scene: Scene;
  readonly inside: readonly SceneBox[];
  readonly shown: SceneBox | undefined;
  readonly caption: string;
}) => {
  const { lengthMm: dxMm, widthMm: dyMm, heightMm: dzMm } = scene.inner;
  const room = { xMm: 0, yMm: 0, zMm: 0, dxMm, dyMm, dzMm };
  const [left, top, width, height] = extentOf(room);
  const pad = width / 40;
  const drawn = backToFront([...inside.filter((box) => box !== shown), ...(shown ? [shown] : [])]);
  return (
    <svg
      className="picture-drawing"
      role="img"
      aria-label={caption}
      viewBox={[left - pad, top - pad, width + 2 * pad, height + 2 * pad].join(' ')}
    >
      {Object.entries(wallsOf(room)).map(([name, spots]) => (
        <Face key={name} spots={spots} className="picture-wall" />
      ))}
      {drawn.map((box) => (
        <Unit key={box.step} box={box} stands={box === shown} />
      ))}
    </svg>
  );
};

/** The light falls from above: the front is darker than the top, the right side darker still. */
const LIGHT = { front: 0.88, right: 0.72, top: 1 } as const;

const Unit = ({ box, stands }: { readonly box: SceneBox; readonly stands: boolean }) => {
  const faces = facesOf(box);
  const { xMm, yMm, zMm, dxMm, dyMm, dzMm } = box;
  const [x, y] = project([xMm + dxMm / 2, yMm + dyMm / 2, zMm + dzMm]);
  const sizeMm = Math.min(dxMm, dyMm) * 0.5;
  return (
    <g className={stands ? 'picture-next' : undefined}>
      {(['front', 'right', 'top'] as const).map((face) =>
        stands ? (
          <Face key={face} spots={faces[face]} fill={shaded(box.colour, LIGHT[face])} />
        ) : (
          <Face key={face} spots={faces[face]} className={`picture-${face}`} />
        ),
      )}
      {stands && (
        <text x={x} y={y + sizeMm / 3} fontSize={sizeMm} textAnchor="middle">
          {box.step}
        </text>
      )}
    </g>
  );
};

const Face = ({
  spots,
  className,
  fill,
}: {
  readonly spots: readonly Spot[];
  readonly className?: string;
  readonly fill?: string;
}) => (
  <polygon
    className={className}
    fill={fill}
    points={spots.map(([x, y]) => `${round(x)},${round(y)}`).join(' ')}
  />
);

const round = (length: number): number => Math.round(length * 10) / 10;
