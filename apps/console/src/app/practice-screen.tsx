import { Navigate, useParams } from '@tanstack/react-router';
import { PackScreen } from '../features/pack/pack-screen.js';
import { PickScreen } from '../features/pick/pick-screen.js';
import { EXERCISES } from '../features/practice/exercises.js';
import { PracticeDesk, type Screens } from '../features/practice/practice-desk.js';
import { ShipScreen } from '../features/ship/ship-screen.js';

/** The real ones. */
const SCREENS: Screens = {
  pack: (parcelId) => <PackScreen parcelId={parcelId} />,
  pick: (batchId) => <PickScreen batchId={batchId} />,
  ship: () => <ShipScreen />,
};

export const PracticeScreen = () => {
  const { exercise } = useParams({ from: '/practice/$exercise' });
  const id = EXERCISES.find((known) => known === exercise);
  return id ? <PracticeDesk key={id} id={id} screens={SCREENS} /> : <Navigate to="/practice" />;
};
