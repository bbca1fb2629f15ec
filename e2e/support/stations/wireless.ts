import type { Chance } from '../schedules/random.js';

const IN_A_THOUSAND = 1_000;

/** How badly a warehouse's network behaves, each in a thousand requests. */
export interface Weather {
  /** Lost before anybody heard it. */
  readonly unheard: number;
  /** Done, and the answer lost on the way back. */
  readonly unanswered: number;
}

export interface Losses {
  unheard: number;
  unanswered: number;
}

/** Carries the requests of one device to the shop as a browser of the shop's own pages does, and loses some of them. */
export class Wireless {
  private cookie = '';

  constructor(
    private readonly url: string,
    private readonly weather: Weather,
    private readonly chance: Chance,
    private readonly losses: Losses,
  ) {}

  /** What `fetch` does for a page. */
  readonly carry: typeof fetch = async (input, init = {}) => {
    const lot = this.chance(IN_A_THOUSAND);
    if (lot < this.weather.unheard) {
      this.losses.unheard += 1;
      throw new TypeError('no network');
    }
    const headers = { ...init.headers, origin: this.url, cookie: this.cookie };
    const answer = await fetch(`${this.url}${input as string}`, { ...init, headers });
    this.cookie = answer.headers.getSetCookie()[0]?.split(';')[0] ?? this.cookie;
    if (lot < this.weather.unheard + this.weather.unanswered) {
      await answer.arrayBuffer();
      this.losses.unanswered += 1;
      throw new TypeError('the answer was lost');
    }
    return answer;
  };
}
