/** The server's no: RFC 9457, with the members that it adds. */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly body: Readonly<Record<string, unknown>>,
  ) {
    super(typeof body['detail'] === 'string' ? body['detail'] : code);
  }
}

/** Nobody answered, or somebody who cannot at the moment: what was asked may be asked again. */
export class NoAnswer extends Error {}

const COME_AGAIN = new Set([408, 429, 502, 503, 504]);
/** Longer than any answer takes; a dead corner of the warehouse swallows requests without a word. */
const ANSWERED_WITHIN_MS = 15_000;

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

/** Throws `Problem` for a no and `NoAnswer` for silence. */
export type Call = <T>(method: Method, path: string, body?: object) => Promise<T>;

/** By whatever carries requests: the page's is the browser's `fetch`. */
export const callBy =
  (carry: typeof fetch): Call =>
  async <T>(method: Method, path: string, body?: object): Promise<T> => {
    const response = await answered(carry, method, path, body);
    return (response.status === 204 ? undefined : await response.json().catch(() => undefined)) as T;
  };

/** Figures are told by station: the page says once how its device is called. */
let station: string | undefined;
export const nameStation = (name: string): void => {
  station = name;
};

const browser: typeof fetch = (input, init) => {
  const headers = new Headers(init?.headers);
  if (station !== undefined) headers.set('okuru-station', station);
  return fetch(input, { ...init, headers });
};

export const call = callBy(browser);

/** The same for what is answered with a file, such as a document that is printed from data. */
export const callForFile = async (method: Method, path: string, body?: object): Promise<Blob> =>
  (await answered(browser, method, path, body)).blob();

const carried = (body: object): RequestInit =>
  body instanceof Blob
    ? { headers: { 'content-type': body.type }, body }
    : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };

const answered = async (
  carry: typeof fetch,
  method: Method,
  path: string,
  body?: object,
): Promise<Response> => {
  const response = await carry(path, {
    method,
    credentials: 'same-origin',
    signal: AbortSignal.timeout(ANSWERED_WITHIN_MS),
    ...(body ? carried(body) : {}),
  }).catch(() => undefined);
  if (!response || COME_AGAIN.has(response.status)) throw await silence(response);
  if (response.ok) return response;
  const told = ((await response.json().catch(() => undefined)) ?? {}) as Readonly<Record<string, unknown>>;
  throw new Problem(response.status, typeof told['code'] === 'string' ? told['code'] : 'unknown', told);
};

/** 429 of a sign-in is a no with its own words; every other is a matter of waiting. */
const silence = async (response: Response | undefined): Promise<Error> => {
  if (response?.status !== 429) return new NoAnswer();
  const told = (await response.json().catch(() => ({}))) as Readonly<Record<string, unknown>>;
  return told['code'] === 'sign-in-waits' ? new Problem(429, 'sign-in-waits', told) : new NoAnswer();
};
