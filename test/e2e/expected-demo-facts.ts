const computed = { outcome: 'computed', queries: 1, events: ['miss', 'store'] };
const served = { outcome: 'served', queries: 0, events: ['hit'] };
const NEAREST = 'nearest(lyon, 5)';
const SEARCH = "search('lugdunum')";
const FIND = 'placeRepo.find(2996944)';
const LARGEST = "placeRepo.largest('FR', 5)";
const LARGEST_GERMANY = "placeRepo.largest('DE', 5)";
const CROWDED = 'PlaceRepo.crowded(1)';
const FRANCE = "statistics.country('FR')";
const GERMANY = "statistics.country('DE')";
const PEOPLE = "statistics.people(['FR', 'DE'])";
const PHONE = 'locate(phone)';
const SHIP = 'locate(ship)';
const LIST = 'list([Lyon, Nantes, Bordeaux])';

const twice = (call: string, key: string): object => ({
  call,
  key,
  first: computed,
  again: served,
  answeredNull: call === SHIP,
});

const CALLS: readonly (readonly [call: string, key: string])[] = [
  [NEAREST, 'hf:cities:nearest(limit=5,point=(lat=45.76,lon=4.84))'],
  [SEARCH, 'hf:cities:search(limit=10,words=lugdunum)'],
  [FIND, 'hf:cities:place:2996944'],
  [LARGEST, 'hf:cities:PlaceRepo.largest(country=FR,limit=5)'],
  [LARGEST_GERMANY, 'hf:cities:PlaceRepo.largest(country=DE,limit=5)'],
  [CROWDED, 'hf:cities:PlaceRepo.crowded(degrees=1)'],
  [FRANCE, 'hf:cities:statistics.country(country=FR)'],
  [GERMANY, 'hf:cities:statistics.country(country=DE)'],
  [PEOPLE, 'hf:cities:statistics.people(countries=[DE,FR])'],
  [PHONE, 'hf:cities:at:45.76:4.84|en'],
  [SHIP, 'hf:cities:at:-30:-120|en'],
];

/** What `npm start -- --json` must print, without the times. */
export const EXPECTED_DEMO_FACTS = {
  places: 135_233,
  calls: CALLS.map(([call, key]) => twice(call, key)),
  sameKey: [
    {
      call: 'nearest({ lon, lat }, 5)',
      same: NEAREST,
      because: 'fields have no order',
      key: 'hf:cities:nearest(limit=5,point=(lat=45.76,lon=4.84))',
      observed: served,
    },
    {
      call: "search('lugdunum', 10)",
      same: SEARCH,
      because: 'the default of limit is filled in',
      key: 'hf:cities:search(limit=10,words=lugdunum)',
      observed: served,
    },
    {
      call: "statistics.people(['DE', 'FR'])",
      same: PEOPLE,
      because: 'unordered=countries',
      key: 'hf:cities:statistics.people(countries=[DE,FR])',
      observed: served,
    },
    {
      call: 'locate(tablet)',
      same: PHONE,
      because: 'the device is not in @key at:{fix.lat}:{fix.lon}',
      key: 'hf:cities:at:45.76:4.84|en',
      observed: served,
    },
  ],
  otherReader: {
    call: PHONE,
    by: 'a reader of German',
    key: 'hf:cities:at:45.76:4.84|de',
    answer: 'Lyon, Frankreich',
    observed: computed,
  },
  invalidations: [
    {
      by: 'key',
      write: "placeWriter.setDistrict(2996944, '69M')",
      invalidation: "cacheOf(placeRepo, 'find').invalidate(id)",
      answer: { of: 'district of Lyon', before: '84', after: '69M' },
      ranAgain: [FIND],
      served: [NEAREST, SEARCH, LARGEST, LARGEST_GERMANY, CROWDED, FRANCE, GERMANY, PEOPLE, PHONE, SHIP],
      queries: 1,
    },
    {
      by: 'tag',
      write: 'placeWriter.setPopulation(2968254, 160000)',
      invalidation: 'invalidateTag(`country:${country}`)',
      answer: { of: 'people in FR', before: '53,811,747', after: '53,840,302' },
      ranAgain: [LARGEST, FRANCE, PEOPLE],
      served: [NEAREST, SEARCH, FIND, LARGEST_GERMANY, CROWDED, GERMANY, PHONE, SHIP],
      queries: 3,
    },
    {
      by: 'function',
      write: "placeWriter.setAlias(2996944, 'Lugdunum')",
      invalidation: 'cacheOf(search).clear()',
      answer: { of: "found by 'lugdunum'", before: 'nothing', after: 'Lyon' },
      ranAgain: [SEARCH],
      served: [NEAREST, FIND, LARGEST, LARGEST_GERMANY, CROWDED, FRANCE, GERMANY, PEOPLE, PHONE, SHIP],
      queries: 1,
    },
  ],
  entities: [
    {
      what: 'rename',
      write: "placeWriter.rename(2996944, 'Lugdunum')",
      lines: ['@invalidates place:{id} rows'],
      answer: { of: 'locate(phone)', before: 'Lyon, France', after: 'Lugdunum, France' },
      held: [NEAREST, SEARCH, FIND, LARGEST, PHONE],
      ranAgain: [NEAREST, SEARCH, FIND, LARGEST, PHONE],
      served: [LARGEST_GERMANY, CROWDED, FRANCE, GERMANY, PEOPLE, SHIP],
      queries: 5,
    },
    {
      what: 'add',
      write: 'placeWriter.add(portNeuf)',
      lines: ['@invalidates place:{city.id}', '@invalidatesTag country:{city.country}'],
      answer: {
        of: 'largest in FR',
        before: 'Paris, Marseille, Lugdunum, Toulouse, Nice',
        after: 'Paris, Port-Neuf, Marseille, Lugdunum, Toulouse',
      },
      held: [],
      ranAgain: [NEAREST, SEARCH, LARGEST, FRANCE, PEOPLE, SHIP],
      served: [FIND, LARGEST_GERMANY, CROWDED, GERMANY, PHONE],
      queries: 6,
    },
  ],
  together: {
    call: 'nearest(paris, 3)',
    callers: 3,
    queries: 1,
    equal: true,
    events: ['miss', 'store', 'join', 'join'],
  },
  change: { call: GERMANY, field: 'people', given: 84_995_606, changedTo: 0, next: 84_995_606, observed: served },
  batch: {
    steps: [
      { call: LIST, served: ['Lyon'], computed: ['Nantes', 'Bordeaux'], queries: 1 },
      { call: 'list([Bordeaux, 99, Lyon])', served: ['Bordeaux', 'Lyon'], computed: ['99'], queries: 1 },
      { call: 'list([99, Nantes])', served: ['99', 'Nantes'], computed: [], queries: 0 },
      { call: 'find(Nantes)', served: ['Nantes'], computed: [], queries: 0 },
      {
        call: 'list([Lille]) and find(Strasbourg) at once',
        served: [],
        computed: ['Lille', 'Strasbourg'],
        queries: 1,
      },
    ],
    write: "placeWriter.setDistrict(2990969, '44N')",
    afterwards: { call: LIST, served: ['Bordeaux', 'Lyon'], computed: ['Nantes'], queries: 1 },
  },
  info: [
    { id: 'nearest', hits: 9, misses: 4, currSize: 2, maxSize: null },
    { id: 'search', hits: 1, misses: 2, currSize: 1, maxSize: 500 },
    { id: 'PlaceRepo.find', hits: 10, misses: 3, currSize: 1, maxSize: null },
    { id: 'PlaceRepo.list', hits: 7, misses: 6, currSize: 5, maxSize: null },
    { id: 'PlaceRepo.largest', hits: 15, misses: 5, currSize: 2, maxSize: null },
    { id: 'PlaceRepo.crowded', hits: 8, misses: 1, currSize: 1, maxSize: null },
    { id: 'statistics.country', hits: 19, misses: 4, currSize: 2, maxSize: null },
    { id: 'statistics.people', hits: 7, misses: 3, currSize: 1, maxSize: null },
    { id: 'locate', hits: 18, misses: 5, currSize: 3, maxSize: null },
  ],
};

/** What `npm start -- --store sqlite --json` must print on the first start, and on the next one, without the times. */
export function expectDurableFacts(start: 'first' | 'next', file: string): object {
  const observed = start === 'first' ? computed : served;
  return {
    store: 'sqlite',
    file,
    isFound: start === 'next',
    places: 135_233,
    calls: CALLS.map(([call, key]) => ({ call, key, observed })),
    invalidation: {
      call: "invalidateTag('country:FR')",
      ranAgain: [LARGEST, FRANCE, PEOPLE],
      served: [NEAREST, SEARCH, FIND, LARGEST_GERMANY, CROWDED, GERMANY, PHONE, SHIP],
    },
  };
}
