import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { useGround } from '../../shared/ground/ground-context.js';
import { type Parcel, unitsOf } from '../../shared/parcels/parcel.js';
import { isOf } from './picture/placing.js';

const PackingPicture = lazy(() => import('./picture/packing-picture.js'));

/** How the goods go into the suggested package; nothing where nobody planned it, or something else is in the parcel. */
export const PicturePanel = ({
  parcel,
  isOpen,
  onToggle,
}: {
  readonly parcel: Parcel;
  readonly isOpen: boolean;
  readonly onToggle: () => void;
}) => {
  const { t } = useTranslation();
  const { parcels } = useGround();
  const { data: scene } = useQuery({
    queryKey: ['picture', parcel.parcelId, unitsOf(parcel)],
    queryFn: () => parcels.sceneOf(parcel.parcelId),
    retry: false,
  });
  if (!scene || !isOf(scene, parcel)) return null;
  return (
    <>
      <button type="button" className="plain" aria-expanded={isOpen} onClick={onToggle}>
        {t(isOpen ? 'boxes.picture.hide' : 'boxes.picture.show')} (V)
      </button>
      {isOpen && (
        <Suspense fallback={null}>
          <PackingPicture scene={scene} parcel={parcel} />
        </Suspense>
      )}
    </>
  );
};
