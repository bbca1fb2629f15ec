import { TallyScreen } from './tally-screen.js';

export const ReceiveScreen = () => <TallyScreen mode="receive" />;
export const CountScreen = () => <TallyScreen mode="count" />;
export const AdjustScreen = () => <TallyScreen mode="adjust" />;
