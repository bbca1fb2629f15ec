import { profileTop } from './profile-top.js';

const frame = (functionName: string, url: string) => ({ functionName, url, lineNumber: 9 });

describe('the top of a profile', () => {
  it('adds up own time by function and by part, the idle left out', () => {
    const { functions, parts } = profileTop(
      {
        nodes: [
          { id: 1, callFrame: frame('(idle)', '') },
          { id: 2, callFrame: frame('query', 'file:///x/node_modules/pg/lib/client.js') },
          { id: 3, callFrame: frame('parse', 'file:///x/node_modules/pg/lib/result.js') },
          { id: 4, callFrame: frame('decide', 'file:///x/libs/shipping/dist/parcel/parcel.js') },
          { id: 5, callFrame: frame('(garbage collector)', '') },
        ],
        samples: [1, 2, 3, 4, 5, 2],
        timeDeltas: [1_000, 10, 20, 30, 20, 20],
      },
      2,
    );
    expect(functions).toEqual([
      { place: 'query node_modules/pg/lib/client.js:10', share: 0.3 },
      { place: 'decide libs/shipping/dist/parcel/parcel.js:10', share: 0.3 },
    ]);
    expect(parts).toEqual([
      { place: 'pg', share: 0.5 },
      { place: 'libs/shipping/parcel', share: 0.3 },
    ]);
  });
});
