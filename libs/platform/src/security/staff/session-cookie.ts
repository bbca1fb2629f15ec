/** In production the browser itself refuses a cookie of this name that came without TLS or from another host. */
const NAME_IN_PRODUCTION = '__Host-okuru-session';
const NAME_ELSEWHERE = 'okuru-session';
const HEADER_CHARS_MAX = 8_192;

/** The session's token in a cookie that scripts cannot read and other sites cannot send. */
export class SessionCookie {
  private readonly name: string;
  private readonly attributes: string;

  constructor({ production }: { readonly production: boolean }) {
    this.name = production ? NAME_IN_PRODUCTION : NAME_ELSEWHERE;
    this.attributes = `Path=/; HttpOnly; SameSite=Strict${production ? '; Secure' : ''}`;
  }

  tokenIn(header: string | undefined): string | undefined {
    if (header === undefined || header.length > HEADER_CHARS_MAX) return undefined;
    const pair = header.split('; ').find((each) => each.startsWith(`${this.name}=`));
    return pair?.slice(this.name.length + 1);
  }

  setting(token: string, seconds: number): string {
    return `${this.name}=${token}; Max-Age=${seconds}; ${this.attributes}`;
  }

  clearing(): string {
    return `${this.name}=; Max-Age=0; ${this.attributes}`;
  }
}
