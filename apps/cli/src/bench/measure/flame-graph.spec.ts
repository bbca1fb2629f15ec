import { flameGraph } from './flame-graph.js';

const frame = (functionName: string, url: string) => ({ functionName, url, lineNumber: 9 });

describe('a flame graph', () => {
  const drawn = flameGraph(
    {
      nodes: [
        { id: 1, callFrame: frame('(root)', ''), children: [2, 6] },
        { id: 6, callFrame: frame('runMicrotasks', ''), children: [3] },
        { id: 2, callFrame: frame('(idle)', '') },
        {
          id: 3,
          callFrame: frame('decide<x>', 'file:///x/libs/shipping/dist/parcel/parcel.js'),
          children: [4],
        },
        { id: 4, callFrame: frame('query', 'file:///x/node_modules/pg/lib/client.js'), children: [5] },
        { id: 5, callFrame: frame('parse', 'file:///x/node_modules/pg/lib/result.js') },
      ],
      samples: [2, 3, 4, 5],
      timeDeltas: [1_000, 25, 25, 50],
    },
    'a & b',
  );

  it('is as wide as the share of the time that was not idle, callers below', () => {
    const bars = [...drawn.matchAll(/<title>(.*?)<\/title><rect x="(.*?)" y="(\d+)" width="(.*?)"/g)].map(
      ([, title, x, y, width]) => ({ title, x, y: Number(y), width }),
    );
    expect(bars.map(({ title, x, width }) => ({ title, x, width }))).toEqual([
      { title: 'all: 100.0 %', x: '0.0', width: '1200.0' },
      { title: 'libs/shipping/parcel: 100.0 %', x: '0.0', width: '1200.0' },
      { title: 'decide&#60;x&#62; (libs/shipping/parcel): 100.0 %', x: '0.0', width: '1200.0' },
      { title: 'pg: 75.0 %', x: '0.0', width: '900.0' },
    ]);
    expect(bars.map(({ y }) => y)).toEqual([...bars.map(({ y }) => y)].sort((a, b) => b - a));
  });

  it('writes names as text, never as markup', () => {
    expect(drawn).toContain('a &#38; b');
    expect(drawn).not.toContain('<x>');
  });
});
