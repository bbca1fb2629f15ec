/** Which methods each path offers; asked only when the router found nothing, to tell 405 from 404. */
export class RouteTable {
  private readonly routes: { readonly methods: readonly string[]; readonly matches: RegExp }[] = [];

  add(method: string | readonly string[], pattern: string): void {
    const methods = typeof method === 'string' ? [method] : method;
    this.routes.push({ methods, matches: expressionOf(pattern) });
  }

  methodsOf(url: string): string[] {
    const [path = ''] = url.split('?', 1);
    return [
      ...new Set(this.routes.filter(({ matches }) => matches.test(path)).flatMap(({ methods }) => methods)),
    ].sort();
  }
}

/** `/v1/orders/:id` matches one segment for `:id`; `*` matches nothing here, since it would match everything. */
const expressionOf = (pattern: string): RegExp => {
  const segments = pattern
    .split('/')
    .map((segment) => (segment.startsWith(':') ? '[^/]+' : segment.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')));
  return new RegExp(`^${segments.join('/')}$`);
};
