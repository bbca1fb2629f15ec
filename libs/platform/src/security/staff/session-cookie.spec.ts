import { SessionCookie } from './session-cookie.js';

describe('the cookie of a session', () => {
  const trial = new SessionCookie({ production: false });
  const production = new SessionCookie({ production: true });

  it('is out of reach of scripts and other sites, and in production of the open wire', () => {
    expect(trial.setting('t0ken', 60)).toBe(
      'okuru-session=t0ken; Max-Age=60; Path=/; HttpOnly; SameSite=Strict',
    );
    expect(production.setting('t0ken', 60)).toBe(
      '__Host-okuru-session=t0ken; Max-Age=60; Path=/; HttpOnly; SameSite=Strict; Secure',
    );
    expect(production.clearing()).toBe(
      '__Host-okuru-session=; Max-Age=0; Path=/; HttpOnly; SameSite=Strict; Secure',
    );
  });

  it('is found among others by its whole name', () => {
    expect(trial.tokenIn('a=1; okuru-session=t0ken; b=2')).toBe('t0ken');
    for (const header of [
      undefined,
      '',
      'okuru-session',
      'not-okuru-session=t',
      'OKURU-SESSION=t',
      'x'.repeat(9_000),
    ])
      expect(trial.tokenIn(header)).toBeUndefined();
    expect(production.tokenIn('okuru-session=planted')).toBeUndefined();
  });
});
