import { deviceStore } from '../../shared/queue/indexed-db.js';
import { type Session, signIn, signOut } from '../../shared/session/session.js';

/** Somebody else's work waits on this device and would be sent under the wrong name. */
export class OtherUnsent extends Error {
  constructor(readonly unsent: number) {
    super();
  }
}

/** Who may send what another person did, under the own name: nothing that was scanned may be lost. */
const MAY_SEND_FOR_OTHERS: readonly Session['role'][] = ['lead', 'ops', 'admin'];

/** Signs in, unless this device holds unsent work of somebody else. */
export const signInHere = async (badge: string, pin: string | undefined): Promise<Session> => {
  const session = await signIn(badge, pin);
  const unsent = await deviceStore.all();
  const isOthers = unsent.some(({ staffId }) => staffId !== session.staffId);
  if (!isOthers || MAY_SEND_FOR_OTHERS.includes(session.role)) return session;
  await signOut();
  throw new OtherUnsent(unsent.length);
};
