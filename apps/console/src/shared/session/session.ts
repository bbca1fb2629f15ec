import { call, NoAnswer, Problem } from '../http.js';
import { deviceId } from '../device.js';
import { deviceStore } from '../queue/indexed-db.js';

export interface Session {
  readonly staffId: string;
  readonly name: string;
  readonly role: 'warehouse' | 'lead' | 'ops' | 'admin';
}

const KEY = 'session';
const PATH = '/v1/session';

/** Who is signed in; without a network who was. Null: nobody. */
export const currentSession = async (): Promise<Session | null> => {
  try {
    const session = await call<Session>('GET', PATH);
    await deviceStore.keep(KEY, session);
    return session;
  } catch (fault) {
    if (fault instanceof NoAnswer) return (await deviceStore.kept<Session>(KEY)) ?? null;
    if (fault instanceof Problem && fault.status < 500) return null;
    throw fault;
  }
};

export const signIn = async (badge: string, pin: string | undefined): Promise<Session> => {
  const session = await call<Session>('POST', PATH, {
    badge,
    device: deviceId(),
    ...(pin === undefined ? {} : { pin }),
  });
  await deviceStore.keep(KEY, session);
  return session;
};

/** Whose session ended already is signed out as well. */
export const signOut = async (): Promise<void> => {
  await call('DELETE', PATH).catch((fault: unknown) => {
    if (!(fault instanceof Problem && (fault.status === 401 || fault.status === 404))) throw fault;
  });
  await deviceStore.forget(KEY);
};
